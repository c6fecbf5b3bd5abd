/** One future of both sides, day by day: places, events, and the day on which they part. */
import { MapDays, mapWords } from "./map_days.js";
import { countAttacks } from "./site_attacks.js";

/**
 * @typedef {{days: MapDays, log: Object<string, Float64Array>, byDay: number[][], alone: boolean[]}} Side
 * what the map shows, the log, the rows of the log of each day, and which events the other side lacks
 * @typedef {{run: number, sides: Side[], parting: number}} Pair `parting` is -1 where they never do
 */

/**
 * One future as set and unchanged.
 * @param {any} page
 * @param {(task: any) => Promise<any>} look as `Futures.look`
 * @param {{world: ArrayBuffer, plan: ArrayBuffer}[]} worlds
 * @param {number} run
 * @returns {Promise<Pair>}
 */
export async function pairOf(page, look, worlds, run) {
  const sides = await Promise.all(worlds.map((world) => sideOf(page, look, world, run)));
  const parting = partingDay(page, sides[0].log, sides[1].log);
  sides.forEach((side, k) => {
    side.alone = onlyHere(page, side.log, sides[1 - k].log);
  });
  return { run, sides, parting };
}

/**
 * @param {any} page
 * @param {(task: any) => Promise<any>} look
 * @param {{world: ArrayBuffer, plan: ArrayBuffer, days?: number}} side
 * @param {number} run
 * @returns {Promise<Side>}
 */
async function sideOf(page, look, { world, plan, days = page.days }, run) {
  const words = mapWords(page);
  const [{ log }, { values }] = await Promise.all([
    look({ kind: "replay", run, world, plan, days }),
    look({ kind: "evenings", first: run, last: run + 1, world, plan, days, words }),
  ]);
  const shown = new MapDays(page);
  const counts = new Float32Array(page.map.sites.length * days);
  countAttacks(log.day.length, (row, name) => log[name][row], page, days, counts);
  shown.add(values, counts, 1);
  /** @type {number[][]} */
  const byDay = Array.from({ length: days }, () => []);
  log.day.forEach((/** @type {number} */ day, /** @type {number} */ row) => byDay[day].push(row));
  return { days: shown, log, byDay, alone: [] };
}

/**
 * What happened in an event, as text; how likely it was and what it hangs on are left aside.
 * @param {any} page
 * @param {Object<string, Float64Array>} log
 * @param {number} row
 */
function happened(page, log, row) {
  return page.map.what.map((/** @type {string} */ name) => log[name][row]).join();
}

/**
 * The day of the first event that differs; -1 where both logs say the same.
 * @param {any} page
 * @param {Object<string, Float64Array>} mine
 * @param {Object<string, Float64Array>} twin
 */
export function partingDay(page, mine, twin) {
  const most = Math.max(mine.day.length, twin.day.length);
  for (let row = 0; row < most; row++) {
    const days = [mine, twin].filter((log) => row < log.day.length).map((log) => log.day[row]);
    if (days.length === 1 || happened(page, mine, row) !== happened(page, twin, row))
      return Math.min(...days);
  }
  return -1;
}

/**
 * Which events the other log lacks; the same event twice is matched twice.
 * @param {any} page
 * @param {Object<string, Float64Array>} log
 * @param {Object<string, Float64Array>} other
 */
function onlyHere(page, log, other) {
  const left = new Map();
  other.day.forEach((_, row) => {
    const key = happened(page, other, row);
    left.set(key, (left.get(key) ?? 0) + 1);
  });
  return Array.from(log.day, (_, row) => {
    const key = happened(page, log, row);
    const many = left.get(key) ?? 0;
    left.set(key, many - 1);
    return many < 1;
  });
}

/**
 * The next run, from one on and around, whose two futures end differently; -1 for none.
 * @param {any} page
 * @param {Float64Array[]} mine outcomes by run, in the order of the table
 * @param {Float64Array[]} twin
 * @param {number} run where to begin, that one last
 * @param {number} runs how many have come
 */
export function nextDifferent(page, mine, twin, run, runs) {
  const ends = page.map.ends.map((/** @type {string} */ name) =>
    page.known.outcomes.findIndex((/** @type {any} */ one) => one.name === name),
  );
  for (let step = 1; step <= runs; step++) {
    const r = (run + step) % runs;
    if (ends.some((/** @type {number} */ k) => mine[k][r] !== twin[k][r])) return r;
  }
  return -1;
}
