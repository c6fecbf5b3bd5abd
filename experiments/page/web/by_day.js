/** Day by day: fans of daily series and shares of futures on each rung, the replayed past marked. */
import { element, futuresOf, picture, shape, short } from "./drawing.js";
import { saveControl } from "./save_picture.js";
import { quantile } from "./statistics.js";

export const WIDTH = 460;
export const HEIGHT = 170;
const LEFT = 40;
const BOTTOM = 22;
const TOP = 8;
const POINTS = 120;
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];
const DAY = 86400000;
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "2-digit", timeZone: "UTC" });
/** @type {WeakMap<Float32Array, {runs: number, rows: number[][]}>} twins are sorted once */
const LEVELS_BY_DAY = new WeakMap();

/**
 * A date as people write it.
 * @param {any} page
 * @param {number} day
 */
export function dateOf(page, day) {
  const date = new Date(Date.parse(`${page.start}T00:00:00Z`) + day * DAY);
  return date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

/**
 * Days that are drawn: all of a short scenario, some of a long one, the last one always.
 * @param {number} days
 */
function drawnDays(days) {
  const step = Math.ceil(days / POINTS);
  const found = Array.from({ length: Math.ceil(days / step) }, (_, k) => k * step);
  return found.at(-1) === days - 1 ? found : [...found, days - 1];
}

/**
 * Values of a series on one day, in all of the first `runs` futures, sorted.
 * @param {Float32Array} values
 * @param {number} day
 * @param {number} runs
 * @param {number} days
 */
function onDay(values, day, runs, days) {
  const found = new Float32Array(runs);
  for (let r = 0; r < runs; r++) found[r] = values[r * days + day];
  return found.sort();
}

/**
 * Quantiles of a series on each drawn day, in the first `runs` futures.
 * @param {Float32Array} values
 * @param {number} runs
 * @param {number} days
 */
function levelsByDay(values, runs, days) {
  const kept = LEVELS_BY_DAY.get(values);
  if (kept?.runs === runs) return kept.rows;
  const rows = drawnDays(days).map((day) => {
    const sorted = onDay(values, day, runs, days);
    return LEVELS.map((level) => quantile(sorted, level));
  });
  LEVELS_BY_DAY.set(values, { runs, rows });
  return rows;
}

/**
 * @param {number} day
 * @param {any} page
 */
export function across(day, page) {
  return LEFT + (day / Math.max(1, page.days - 1)) * (WIDTH - LEFT - 6);
}

/** @param {number} share of the height, 0 at the bottom */
export function up(share) {
  return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
}

/** @param {[number, number][]} points */
export function path(points) {
  return points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
}

/**
 * The replayed past, months below, and the ends of the scale.
 * @param {any} page
 * @param {string[]} ends of the scale, low and high
 */
export function frame(page, ends) {
  const parts = [];
  if (page.free > 0) {
    const width = across(page.free, page) - LEFT;
    parts.push(shape("rect", { class: "past", x: LEFT, y: TOP, width, height: HEIGHT - TOP - BOTTOM }));
    if (width > 70) parts.push(shape("text", { x: LEFT + 4, y: TOP + 12 }, "replayed past"));
  }
  const start = Date.parse(`${page.start}T00:00:00Z`);
  const months = Array.from({ length: page.days }, (_, day) => [day, new Date(start + day * DAY)]);
  const firsts = months.filter(([, date]) => /** @type {Date} */ (date).getUTCDate() === 1);
  const every = Math.ceil(firsts.length / 7);
  firsts.forEach(([day, date], k) => {
    if (k % every > 0) return;
    const name = MONTH.format(/** @type {Date} */ (date));
    const x = across(Number(day), page);
    parts.push(shape("line", { class: "tick", x1: x, x2: x, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM + 4 }));
    parts.push(shape("text", { x: Math.min(x, WIDTH - 20), y: HEIGHT - 5, "text-anchor": "middle" }, name));
  });
  parts.push(
    shape("line", { class: "tick", x1: LEFT, x2: WIDTH - 6, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM }),
  );
  parts.push(shape("text", { x: LEFT - 4, y: up(0) + 3, "text-anchor": "end" }, ends[0]));
  parts.push(shape("text", { x: LEFT - 4, y: up(1) + 9, "text-anchor": "end" }, ends[1]));
  return parts;
}

/**
 * Half and nine tenths of the futures of one series, and its median, as set and unchanged.
 * @param {any} page
 * @param {any} series its row of the table
 * @param {Float32Array} values
 * @param {Float32Array} twins
 * @param {number} runs
 */
export function fan(page, series, values, twins, runs) {
  const days = drawnDays(page.days);
  const sides = [values, twins].map((one) => levelsByDay(one, runs, page.days));
  const high = Math.max(...sides.flat(2));
  const low = Math.min(0, ...sides.flat(2));
  const line = (/** @type {number[][]} */ side, /** @type {number} */ k) => {
    return side.map(
      (row, n) =>
        /** @type {[number, number]} */ ([across(days[n], page), up((row[k] - low) / (high - low || 1))]),
    );
  };
  const band = (/** @type {number} */ a, /** @type {number} */ b, /** @type {string} */ kind) => {
    return shape("polygon", {
      class: kind,
      points: path([...line(sides[0], a), ...line(sides[0], b).reverse()]),
    });
  };
  const drawn = [
    band(0, 4, "band wide"),
    band(1, 3, "band"),
    ...[0, 2, 4].map((k) =>
      shape("polyline", { class: k === 2 ? "twin middle" : "twin edge", points: path(line(sides[1], k)) }),
    ),
    shape("polyline", { class: "mine middle", points: path(line(sides[0], 2)) }),
  ];
  const [last, twin] = sides.map((side) => side.at(-1)?.[2] ?? 0);
  const label = `${series.meaning} by day: median on the last day ${short(last)} ${series.unit} as set, ${short(twin)} unchanged`;
  return element(
    "figure",
    {},
    element("figcaption", {}, `${series.meaning} (${series.unit})`),
    picture(WIDTH, HEIGHT, label, ...frame(page, [short(low), short(high)]), ...drawn),
    saveControl(`the first ${futuresOf(runs)}`, "#days-note"),
  );
}

/**
 * Share of futures on each rung of the ladder, day by day.
 * @param {any} page
 * @param {string} name of the side
 * @param {Float32Array} values
 * @param {number} runs
 */
export function ladder(page, name, values, runs) {
  const days = drawnDays(page.days);
  const { rungs } = page.known;
  const least = days.map((day) => {
    const counts = new Array(rungs.length + 1).fill(0);
    for (let r = 0; r < runs; r++) counts[values[r * page.days + day]] += 1;
    for (let k = rungs.length - 1; k >= 0; k--) counts[k] += counts[k + 1];
    return counts.map((count) => count / runs);
  });
  const edge = (/** @type {number} */ k) =>
    least.map((row, n) => /** @type {[number, number]} */ ([across(days[n], page), up(row[k])]));
  const bands = rungs.slice(1).map((/** @type {string} */ _, /** @type {number} */ k) => {
    return shape("polygon", {
      class: `rung rung${k + 1}`,
      points: path([...edge(k + 1), ...edge(k + 2).reverse()]),
    });
  });
  const war = least.at(-1)?.[rungs.length - 1] ?? 0;
  const label = `highest rung by day, ${name}: ${short(100 * war)} % of futures in ${rungs.at(-1)} on the last day`;
  const ends = ["0", "100 %"];
  return element(
    "figure",
    {},
    element("figcaption", {}, `highest rung of the day, share of futures, ${name}`),
    picture(WIDTH, HEIGHT, label, ...bands, ...frame(page, ends)),
    saveControl(`the first ${futuresOf(runs)}`, "#ladder-key .key"),
  );
}

/**
 * What the colours of the ladder mean.
 * @param {string[]} rungs
 */
export function ladderKey(rungs) {
  const items = rungs.slice(1).map((rung, k) => {
    const patch = picture(12, 12, "", shape("rect", { class: `rung rung${k + 1}`, width: 12, height: 12 }));
    patch.setAttribute("aria-hidden", "true");
    return element("li", {}, patch, `${k + 1} ${rung}`);
  });
  return element("ul", { class: "key" }, ...items);
}
