/**
 * A setting as the kernel takes it: moves of levers in the world, rows of the plan of parameters.
 *
 * A lever that is set here takes the place of every move that the scenario makes of it, but for
 * those of the replayed past. The file that can be downloaded says the same: see take_away.js.
 */
import { firstMorning, viewOf } from "./branch.js";
import { bytesOf } from "./bytes.js";
import { piecesOf } from "./interventions.js";
import { fixByHand } from "./parameters.js";
import { NO_CONDITION, movesOfPieces } from "./timeline.js";

/**
 * Names of the levers that a setting moves.
 * @param {import("./setting.js").Setting} setting
 * @returns {string[]}
 */
export function movedLevers({ levers, interventions = [] }) {
  return [...Object.keys(levers), ...interventions.map((row) => row.lever)];
}

/**
 * All moves under a setting: of the past, dated ones by day, lever and row, and those that wait,
 * the last of the file first.
 * @param {import("./setting.js").Setting} setting
 * @param {any} view the page under the setting
 * @returns {any[]}
 */
export function allMoves(setting, view) {
  const moved = movedLevers(setting);
  const kept = view.moves.filter((/** @type {any} */ move) => move.past || !moved.includes(move.lever));
  const mine = movesOfPieces(piecesOf(setting, view), view.days);
  const past = kept.filter((/** @type {any} */ move) => move.past);
  const dated = kept.filter((/** @type {any} */ move) => !move.past && move.counter === NO_CONDITION);
  const waiting = kept.filter((/** @type {any} */ move) => !move.past && move.counter !== NO_CONDITION);
  return [...past, ...[...dated, ...mine.dated].sort(byDay), ...mine.waiting, ...waiting];
}

/**
 * @param {any} a
 * @param {any} b
 */
function byDay(a, b) {
  return a.day - b.day || (a.lever < b.lever ? -1 : a.lever > b.lever ? 1 : a.row - b.row);
}

/**
 * The words of the first morning under a setting.
 * @param {ArrayBuffer} base
 * @param {import("./setting.js").Setting} setting
 * @param {any} page
 * @returns {ArrayBuffer}
 */
export function worldOf(base, setting, page) {
  const { moves: layout, clock, room } = page.known;
  const view = viewOf(setting, page);
  const moves = allMoves(setting, view);
  const wrong = roomProblem(setting, page);
  if (wrong !== null) throw new Error(wrong);
  const world = firstMorning(base, view);
  const whole = new BigInt64Array(world);
  const levels = new Float64Array(world);
  whole.fill(0n, room.at, room.at + room.moves * layout.names.length);
  moves.forEach((move, n) => {
    layout.names.forEach((/** @type {string} */ name, /** @type {number} */ k) => {
      const word = room.at + n * layout.names.length + k;
      if (layout.kinds[k] === "float64") levels[word] = move[name];
      else whole[word] = BigInt(move[name]);
    });
  });
  whole[clock.n_moves] = BigInt(moves.length);
  return world;
}

/**
 * Why a setting moves levers more often than the kernel has room for; or nothing.
 * @param {import("./setting.js").Setting} setting
 * @param {any} page
 * @returns {?string}
 */
export function roomProblem(setting, page) {
  const { known, most_conditional: most } = page;
  const moves = allMoves(setting, viewOf(setting, page));
  const waiting = moves.filter((move) => move.counter !== NO_CONDITION).length;
  if (moves.length > known.room.moves)
    return `${moves.length} single moves of levers, where ${known.room.moves} have room`;
  return waiting > most ? `${waiting} moves under a condition, where ${most} have room` : null;
}

/**
 * The plan of parameters under a setting: each chosen variant brings the rows that it changes, and
 * what is set by hand wins over it.
 * @param {ArrayBuffer} base the plan without any variant
 * @param {import("./setting.js").Setting} setting
 * @param {any} page
 * @returns {ArrayBuffer}
 */
export function planOf(base, setting, page) {
  const plan = new Uint8Array(base.slice(0));
  const width = page.known.sizes.plan * 8;
  const chosen = { ...page.chosen, ...setting.hypotheses };
  for (const { name, variants } of page.hypotheses) {
    const variant = variants.find((/** @type {any} */ one) => one.letter === chosen[name]);
    if (!variant) continue;
    const words = bytesOf(variant.words);
    variant.rows.forEach((/** @type {number} */ row, /** @type {number} */ k) => {
      plan.set(words.subarray(k * width, (k + 1) * width), row * width);
    });
  }
  fixByHand(plan, setting, page);
  return plan.buffer;
}
