/** Headline outcomes as 50 dots each, and the twin dots of the unchanged scenario beside them. */
import { element, futuresOf, picture, shape, short, withError } from "./drawing.js";
import { saveControl } from "./save_picture.js";
import { differenceOf, intervalOfShare, lineOf, meanOf, quantilesOf } from "./statistics.js";

const DOTS = 50;
const KINDS = ["mine", "twin"];
const CARD_WIDTH = 300;
const EDGE = 10;
const BINS = 40;
const RADIUS = 3;
const LEAST_STEP = 0.9;
const MOST_STEP = 6.4;
const SIDE = 52;
const AXIS = 14;

/**
 * One outcome, as set and unchanged.
 * @param {any} outcome
 * @param {Float64Array} values
 * @param {Float64Array} twins
 * @param {number} z95
 * @param {boolean} changed is anything set?
 */
export function outcomeCard(outcome, values, twins, z95, changed) {
  const sides = changed ? [values, twins] : [values];
  const drawn = outcome.kind === "flag" ? flagDots(outcome, sides) : levelDots(outcome, sides);
  const lines = changed
    ? comparedLines(outcome, values, twins, z95)
    : [["mine", "", said(outcome, values, z95)]];
  const rows = lines.map(([kind, name, text]) => element("p", { class: kind }, name, element("b", {}, text)));
  const heading = element("h3", {}, outcome.heading);
  return element("article", { class: "card" }, heading, drawn, ...rows, saveControl(futuresOf(values.length)));
}

/**
 * Mean and error of a side. What was never seen has no error of its own, but for a share.
 * @param {any} outcome
 * @param {Float64Array} values
 * @param {number} z95
 */
function said(outcome, values, z95) {
  const { mean, error } = lineOf(outcome, values, z95);
  const share = outcome.kind === "flag";
  if (mean === 0 && share) return `none seen, at most ${short(100 * error)} %`;
  if (error === 0) return mean === 0 ? "none seen" : `${short(mean)} ${outcome.unit} in all`;
  return share ? shareText(mean, values.length, z95) : `${withError(mean, error)} ${outcome.unit}`;
}

/**
 * A share and its interval, in percent.
 * @param {number} share
 * @param {number} n
 * @param {number} z95
 */
export function shareText(share, n, z95) {
  const [low, high] = intervalOfShare(share, n, z95).map((end) => short(100 * end));
  return `${short(100 * share)} % (${low}–${high} %)`;
}

/**
 * @param {any} outcome
 * @param {Float64Array} values
 * @param {Float64Array} twins
 * @param {number} z95
 */
function comparedLines(outcome, values, twins, z95) {
  const { mean, error } = differenceOf(values, twins, z95);
  const [scale, unit] = outcome.kind === "flag" ? [100, "points"] : [1, outcome.unit];
  const apart =
    error === 0
      ? mean === 0
        ? "none in any future"
        : `${short(mean * scale)} ${unit} in all`
      : `${mean > 0 ? "+" : ""}${withError(mean * scale, error * scale)} ${unit}`;
  return [
    ["mine", "as set ", said(outcome, values, z95)],
    ["twin", "unchanged ", said(outcome, twins, z95)],
    ["apart", "difference ", apart],
  ];
}

/**
 * What each side says, where there are two.
 * @param {(number|string)[]} said
 */
function bySide(said) {
  return said.length > 1 ? `${said[0]} as set, ${said[1]} unchanged` : String(said[0]);
}

/**
 * @param {any} outcome
 * @param {Float64Array[]} sides
 */
function flagDots(outcome, sides) {
  const counts = sides.map((one) => Math.round(meanOf(one) * DOTS));
  const rows = counts.flatMap((yes, side) => {
    const kind = KINDS[side];
    return Array.from({ length: DOTS }, (_, k) => {
      const at = { cx: EDGE + (k % 25) * 11.6, cy: 10 + side * 36 + Math.floor(k / 25) * 13, r: 4 };
      const isYes = k < yes;
      const stands = { "data-side": side, "data-value": Number(isYes) };
      return shape("circle", { ...at, ...stands, class: isYes ? `${kind} yes` : "no" });
    });
  });
  const label = `${outcome.heading}: in ${DOTS} futures ${bySide(counts)}`;
  const text = element("p", { class: "count" }, `in ${DOTS} futures: ${bySide(counts)}`);
  return element("div", {}, picture(CARD_WIDTH, 36 * sides.length, label, ...rows), text);
}

/**
 * @param {any} outcome
 * @param {Float64Array[]} columns of each side
 */
function levelDots(outcome, columns) {
  const sides = columns.map((one) => quantilesOf(one, DOTS));
  const low = Math.min(...sides.flat());
  const high = Math.max(...sides.flat());
  const span = high - low || 1;
  const stacks = sides.map((side) => stacked(side, low, span));
  const tallest = Math.max(...stacks.flatMap((stack) => [...stack.values()].map((values) => values.length)));
  const step = Math.max(LEAST_STEP, Math.min(MOST_STEP, (SIDE - 2 * RADIUS) / tallest));
  const dots = stacks.flatMap((stack, side) => sideDots(stack, side, step));
  const middle = SIDE + AXIS / 2;
  const ends = [shape("text", { x: 0, y: middle + 4 }, short(low))];
  if (high > low)
    ends.push(shape("text", { x: CARD_WIDTH, y: middle + 4, "text-anchor": "end" }, short(high)));
  const means = bySide(columns.map((one) => short(meanOf(one))));
  const label = `${outcome.heading}: ${DOTS} futures from ${short(low)} to ${short(high)} ${outcome.unit}, mean ${means}`;
  return picture(CARD_WIDTH, sides.length * SIDE + AXIS, label, ...dots, ...ends);
}

/**
 * The values that fall into each bin.
 * @param {number[]} side
 * @param {number} low
 * @param {number} span
 * @returns {Map<number, number[]>}
 */
function stacked(side, low, span) {
  const found = new Map();
  for (const value of side) {
    const bin = Math.round(((value - low) / span) * BINS);
    found.set(bin, [...(found.get(bin) ?? []), value]);
  }
  return found;
}

/**
 * Dots above the axis as set, below it unchanged.
 * @param {Map<number, number[]>} stack
 * @param {number} side
 * @param {number} step
 */
function sideDots(stack, side, step) {
  const kind = side === 0 ? "mine yes" : "twin yes";
  return [...stack].flatMap(([bin, values]) => {
    return values.map((value, k) => {
      const off = RADIUS + k * step;
      const cy = side === 0 ? SIDE - off : SIDE + AXIS + off;
      return shape("circle", {
        cx: EDGE + (bin / BINS) * (CARD_WIDTH - 2 * EDGE),
        cy,
        r: RADIUS,
        class: kind,
        "data-side": side,
        "data-value": value,
      });
    });
  });
}
