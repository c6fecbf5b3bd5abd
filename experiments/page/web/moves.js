/**
 * A setting as the kernel takes it: moves of levers in the world, rows of the plan of parameters.
 *
 * A lever that is set here takes the place of every move that the scenario makes of it, but for
 * those of the replayed past. The file that can be downloaded says the same: see scenario.js.
 */
import { bytesOf } from "./bytes.js";

const NONE = -1;

/**
 * Values of a lever's columns under a dose; an overlay keeps a factor and a shift.
 * @param {any} lever
 * @param {import("./setting.js").Dose} given
 * @returns {number[]}
 */
function valuesOf(lever, { dose, value }) {
  if (lever.kind === "choice")
    return [lever.choices.find((/** @type {any} */ one) => one.word === value).code];
  const number = Number(value);
  if (lever.kind === "number") return [number];
  return { set: [0, number], scale: [number, 0], add: [1, number] }[dose] ?? [];
}

/**
 * Rows of a lever's table that a dose moves, and the values they take.
 * @param {any} lever
 * @param {import("./setting.js").Dose} given
 * @param {any} page
 * @returns {[number, number[]][]}
 */
function rowsOf(lever, given, page) {
  if (lever.table === "world") return [[0, valuesOf(lever, given)]];
  /** @type {string[]} */
  const places = page.places[lever.table].map((/** @type {any} */ place) => place.id);
  const chosen = Array.isArray(given.value) ? given.value : places;
  const dose = Array.isArray(given.value) ? { dose: "set", value: lever.moved } : given;
  const rows = places.map((_, row) => row).filter((row) => chosen.includes(places[row]));
  return rows.map((row) => [row, valuesOf(lever, dose)]);
}

/**
 * Moves that a dose makes: on the first free day, and back on the next of what acts on one day.
 * @param {any} lever
 * @param {import("./setting.js").Dose} given
 * @param {any} page
 */
function movesOf(lever, given, page) {
  /** @type {any[]} */
  const found = [];
  for (const [row, values] of rowsOf(lever, given, page)) {
    const days = [[page.free, values]];
    if (lever.momentary && page.free + 1 < page.days) days.push([page.free + 1, lever.neutral]);
    for (const [day, dosed] of days) {
      lever.columns.forEach((/** @type {number} */ column, /** @type {number} */ k) => {
        const value = dosed[k];
        found.push({
          lever: lever.name,
          past: false,
          day,
          until: page.days,
          table: lever.number,
          row,
          column,
          value,
          counter: NONE,
          compare: 0,
          threshold: 0,
        });
      });
    }
  }
  return found;
}

/**
 * All moves under a setting: of the past, dated ones by day, lever and row, and those that wait.
 * @param {import("./setting.js").Setting} setting
 * @param {any} page
 * @returns {any[]}
 */
export function allMoves(setting, page) {
  const kept = page.moves.filter(
    (/** @type {any} */ move) => move.past || !Object.hasOwn(setting.levers, move.lever),
  );
  const mine = Object.entries(setting.levers).flatMap(([name, given]) => {
    return movesOf(
      page.levers.find((/** @type {any} */ one) => one.name === name),
      given,
      page,
    );
  });
  const past = kept.filter((/** @type {any} */ move) => move.past);
  const dated = kept.filter((/** @type {any} */ move) => !move.past && move.counter === NONE);
  const waiting = kept.filter((/** @type {any} */ move) => !move.past && move.counter !== NONE);
  return [...past, ...[...dated, ...mine].sort(byDay), ...waiting];
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
  const moves = allMoves(setting, page);
  if (moves.length > room.moves)
    throw new Error(`${moves.length} moves of levers, and room for ${room.moves}`);
  const world = base.slice(0);
  const whole = new BigInt64Array(world);
  const levels = new Float64Array(world);
  whole.fill(0n, room.at, room.at + page.moves.length * layout.names.length);
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
 * The plan of parameters under a setting: each chosen variant brings the rows that it changes.
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
  return plan.buffer;
}
