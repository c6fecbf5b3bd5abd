/**
 * Where the coded history ends and how long the scenario is, and the page as it is under that.
 *
 * The unchanged twin takes both: a future and its twin are comparable only over the same days. What
 * a cut of the history changes comes from Python, stop by stop.
 */
import { numberIn } from "./decimals.js";

const NO_HISTORY = "none";
const STEP_OF_RUNS = 500;

/**
 * The stop that a setting has chosen.
 * @param {any} setting
 * @param {any} page
 */
export function stopOf(setting, page) {
  const own = (/** @type {any} */ stop) => stop.own;
  const chosen = (/** @type {any} */ stop) => stopName(stop) === setting.until;
  return page.stops.find(setting.until === undefined ? own : chosen);
}

/**
 * A stop as a link names it.
 * @param {any} stop
 * @returns {string}
 */
export function stopName(stop) {
  return stop.until ?? NO_HISTORY;
}

/**
 * The page under a setting: its days, its futures, its first free day, the scenario's own moves.
 * @param {any} setting
 * @param {any} page
 * @returns {any}
 */
export function viewOf(setting, page) {
  const stop = stopOf(setting, page);
  const days = setting.days ?? page.days;
  const most = days > page.days ? Math.floor(page.run_days / days / STEP_OF_RUNS) * STEP_OF_RUNS : page.runs;
  const moves = (stop.moves ?? page.moves)
    .filter((/** @type {any} */ move) => move.day < days)
    .map((/** @type {any} */ move) => ({ ...move, until: move.until === page.longest ? days : move.until }));
  const { free, first_free, counted } = stop;
  return { ...page, stop, days, free, first_free, counted, moves, runs: Math.min(page.runs, most) };
}

/**
 * What the unchanged twin has in common with a setting: its days and where its history ends.
 * @param {any} setting
 * @param {any} page of the scenario that twins come from
 * @returns {any}
 */
export function twinOf({ days, until: asked }, page) {
  const known = page.stops.some((/** @type {any} */ stop) => stopName(stop) === asked && !stop.own);
  const until = known ? asked : undefined;
  return {
    levers: {},
    hypotheses: {},
    ...(page.cases && page.first_case !== page.case ? { case: page.case } : {}),
    ...(days === undefined ? {} : { days }),
    ...(until === undefined ? {} : { until }),
  };
}

/**
 * The words of the first morning before any lever moves, with the coded acts of the stop.
 * @param {ArrayBuffer} base
 * @param {any} view
 * @returns {ArrayBuffer}
 */
export function firstMorning(base, view) {
  const world = base.slice(0);
  if (view.stop.own) return world;
  const words = new BigInt64Array(world);
  const { changed } = view.stop;
  for (let k = 0; k < changed.length; k += 2) words[Number(changed[k])] = changed[k + 1];
  return world;
}

/**
 * `days` or `until` of a link into a setting; false where the page does not know the value.
 * @param {string} key
 * @param {string} text
 * @param {any} page
 * @param {any} found
 */
export function readBranch(key, text, page, found) {
  if (key === "days") {
    const days = numberIn(text, [1, page.longest], true);
    if (days !== null && days !== page.days) found.days = days;
    return days !== null;
  }
  const stop = page.stops.find((/** @type {any} */ one) => stopName(one) === text);
  if (stop && !stop.own) found.until = text;
  return stop !== undefined;
}

/**
 * Both as pairs of a link.
 * @param {any} setting
 * @returns {[string, string][]}
 */
export function branchPairs({ days, until }) {
  /** @type {[string, string][]} */
  const pairs = [];
  if (days !== undefined) pairs.push(["days", String(days)]);
  if (until !== undefined) pairs.push(["until", until]);
  return pairs;
}

/**
 * Why a length does not go with a stop, or nothing.
 * @param {any} setting
 * @param {any} page
 * @returns {?string}
 */
export function branchProblem(setting, page) {
  const { days, stop } = viewOf(setting, page);
  return days < stop.least
    ? `${days} days, where the scenario needs ${stop.least} with ${endOfHistory(stop)}`
    : null;
}

/** @param {any} stop */
export function endOfHistory(stop) {
  return stop.until === null ? "no history" : `its history up to ${stop.until}`;
}

/**
 * Both as lines of a scenario file.
 * @param {any} setting
 * @returns {string[]}
 */
export function branchLines({ days, until }) {
  const lines = [];
  if (days !== undefined) lines.push(`days: ${days}`);
  if (until !== undefined) lines.push(until === NO_HISTORY ? "history: null" : `history: {until: ${until}}`);
  return lines;
}
