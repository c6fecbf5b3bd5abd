/**
 * Interventions: a lever moved from a date, to a date, over a ramp or under a condition, of all or
 * of some militias or sites. Each says what a row of a scenario file says.
 *
 * @typedef {{lever: string, dose: string, value: (string|number), from?: string, to?: string,
 *   over?: number, when?: [string, string, number], where?: string[]}} Row
 */
import { viewOf } from "./branch.js";
import { decimal, numberIn } from "./decimals.js";
import { clashOf } from "./timeline.js";

export const ROW = /^do([1-9]\d?)$/;
const PART = "~";
const SAYS = "*";
const KEYS = ["from", "to", "over", "when", "where"];
const DATE = /^\d{4}-\d\d-\d\d$/;
const MS_A_DAY = 86400000;
const LARGEST = 999999999;

/**
 * @param {string} name
 * @param {any} page
 */
function leverOf(name, page) {
  return page.levers.find((/** @type {any} */ one) => one.name === name);
}

/**
 * The dose of a lever from its text: a word of a choice, or a number in the range of the dose.
 * @param {any} lever
 * @param {string} dose
 * @param {string} text
 * @returns {?(string|number)}
 */
export function doseValue(lever, dose, text) {
  if (lever.kind !== "choice")
    return Object.hasOwn(lever.doses, dose) ? numberIn(text, lever.doses[dose], lever.whole) : null;
  const known = lever.choices.some((/** @type {any} */ one) => one.word === text);
  return dose === "set" && known ? text : null;
}

/**
 * Values of a lever's columns under a dose; an overlay keeps a factor and a shift.
 * @param {any} lever
 * @param {string} dose
 * @param {string|number|string[]} value
 * @returns {number[]}
 */
export function valuesOf(lever, dose, value) {
  if (lever.kind === "choice")
    return [lever.choices.find((/** @type {any} */ one) => one.word === value).code];
  const number = Number(value);
  if (lever.kind === "number") return [number];
  return { set: [0, number], scale: [number, 0], add: [1, number] }[dose] ?? [];
}

/**
 * One intervention of a link into a setting; a sentence where the page does not know what it says.
 * @param {string} key
 * @param {string} text
 * @param {any} page
 * @param {any} found
 * @returns {?string}
 */
export function readIntervention(key, text, page, found) {
  const rows = found.interventions ?? [];
  if (key !== `do${rows.length + 1}`) return `'${key}' before 'do${rows.length + 1}'`;
  const [name, said = "", ...others] = text.split(PART);
  const lever = leverOf(name, page);
  if (!lever) return `'${name}' in ${key}, which is no lever`;
  const [dose, ...written] = said.split(SAYS);
  const value = doseValue(lever, dose, written.join(SAYS));
  if (value === null) return `'${said}' for ${name} in ${key}`;
  /** @type {any} */
  const row = { lever: name, dose, value };
  for (const part of others) {
    const at = part.indexOf(SAYS);
    const which = part.slice(0, at);
    const once = KEYS.includes(which) && !Object.hasOwn(row, which);
    const worth = once ? valueOfKey(which, part.slice(at + 1), lever, page) : null;
    if (worth === null) return `'${part}' for ${name} in ${key}`;
    row[which] = worth;
  }
  found.interventions = [...rows, row];
  return null;
}

/**
 * What a key says of an intervention, or null where that is nothing the page knows.
 * @param {string} key
 * @param {string} text
 * @param {any} lever
 * @param {any} page
 */
export function valueOfKey(key, text, lever, page) {
  if (key === "over") return numberIn(text, [1, page.longest], true);
  if (key === "when") return conditionOf(text, page);
  if (key === "where") return placesOf(text, lever, page);
  const real = DATE.test(text) && !Number.isNaN(Date.parse(text));
  return real && new Date(text).toISOString().startsWith(text) ? text : null;
}

/**
 * @param {string} text
 * @param {any} page
 * @returns {?[string, string, number]}
 */
function conditionOf(text, page) {
  const [, name, compare, number] = /^([a-z_]+)([<>=]+)(-?[\d.]+)$/.exec(text) ?? [];
  const { conditions, comparisons } = page.known;
  const threshold = numberIn(number ?? "", [-LARGEST, LARGEST], false);
  return conditions.includes(name) && comparisons.includes(compare) && threshold !== null
    ? [name, compare, threshold]
    : null;
}

/**
 * @param {string} text
 * @param {any} lever
 * @param {any} page
 * @returns {?string[]}
 */
function placesOf(text, lever, page) {
  const named = text.split(",");
  const known = (page.places[lever.table] ?? []).map((/** @type {any} */ one) => one.id);
  const good = named.every((id, k) => known.includes(id) && named.indexOf(id) === k);
  return good ? known.filter((/** @type {string} */ id) => named.includes(id)) : null;
}

/**
 * @param {any} setting
 * @returns {[string, string][]}
 */
export function interventionPairs({ interventions = [] }) {
  return interventions.map((/** @type {any} */ row, /** @type {number} */ k) => {
    const parts = KEYS.filter((key) => row[key] !== undefined).map((key) => [key, written(row[key])]);
    const said = [[row.dose, written(row.value)], ...parts].map((pair) => pair.join(SAYS));
    return [`do${k + 1}`, [row.lever, ...said].join(PART)];
  });
}

/** @param {any} value */
function written(value) {
  if (Array.isArray(value) && typeof value[2] === "number")
    return value.slice(0, 2).join("") + decimal(value[2]);
  return typeof value === "number" ? decimal(value) : String(value);
}

/**
 * All that moves levers under a setting, in the order in which its file says it: what is set from
 * the first free day on, then the interventions.
 * @param {any} setting
 * @param {any} view the page under the setting
 * @returns {import("./timeline.js").Piece[]}
 */
export function piecesOf({ levers, interventions = [] }, view) {
  const simple = Object.entries(levers).flatMap(([name, { dose, value }]) => {
    const lever = leverOf(name, view);
    const sites = Array.isArray(value);
    return pieces(
      { lever: name, dose, value: sites ? lever.moved : value, where: sites ? value : undefined },
      view,
    );
  });
  return [...simple, ...interventions.flatMap((/** @type {Row} */ row) => pieces(row, view))];
}

/**
 * @param {any} row
 * @param {any} view
 * @returns {import("./timeline.js").Piece[]}
 */
function pieces(row, view) {
  const lever = leverOf(row.lever, view);
  const first = row.from === undefined ? view.free : dayOf(row.from, view);
  const named = row.to === undefined ? null : dayOf(row.to, view);
  const passes = lever.momentary && row.when === undefined && named === null;
  const condition = row.when === undefined ? null : conditionCode(row.when, view);
  const values = valuesOf(lever, row.dose, row.value);
  const last = passes ? first : named;
  return rowsOf(lever, row.where, view).map((k) => {
    return { lever, row: k, first, last, ramp: row.over ?? 0, values, condition };
  });
}

/**
 * @param {any} lever
 * @param {string[]|undefined} where
 * @param {any} page
 * @returns {number[]}
 */
function rowsOf(lever, where, page) {
  if (lever.table === "world") return [0];
  const all = page.places[lever.table].map((/** @type {any} */ place) => place.id);
  return (where ?? all)
    .map((/** @type {string} */ id) => all.indexOf(id))
    .sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
}

/**
 * @param {[string, string, number]} when
 * @param {any} page
 * @returns {[number, number, number]}
 */
function conditionCode([name, compare, threshold], page) {
  const { conditions, comparisons } = page.known;
  return [conditions.indexOf(name), comparisons.indexOf(compare), threshold];
}

/**
 * @param {string} date
 * @param {any} page
 */
function dayOf(date, page) {
  return (Date.parse(date) - Date.parse(page.start)) / MS_A_DAY;
}

/**
 * The date of a day of the scenario.
 * @param {number} day
 * @param {any} page
 */
export function isoDate(day, page) {
  return new Date(Date.parse(page.start) + day * MS_A_DAY).toISOString().slice(0, 10);
}

/**
 * Why the interventions of a setting do not go together, or not with its days; or nothing.
 * @param {any} setting
 * @param {any} page
 * @returns {?string}
 */
export function interventionProblem(setting, page) {
  const view = viewOf(setting, page);
  for (const row of setting.interventions ?? []) {
    const wrong = rowProblem(row, leverOf(row.lever, page), view);
    if (wrong !== null) return wrong;
  }
  const clash = clashOf(piecesOf(setting, view), view.days);
  if (clash === null) return null;
  const [before, after] = clash.map((piece) => isoDate(piece.first, view));
  return `'${clash[0].lever.name}' moved twice for one day, from ${before} and from ${after}`;
}

/**
 * @param {Row} row
 * @param {any} lever
 * @param {any} view
 * @returns {?string}
 */
function rowProblem(row, lever, view) {
  const end = isoDate(view.days - 1, view);
  const outside = [row.from, row.to].find(
    (date) => date !== undefined && (date < view.first_free || date > end),
  );
  const { from = view.first_free, to, over, when } = row;
  if (outside)
    return `'${outside}' for ${lever.name}, where a date from ${view.first_free} to ${end} may stand`;
  if (to !== undefined && to < from) return `'${to}' for ${lever.name}, which is before ${from}`;
  if (lever.table === "site" && row.where === undefined) return `no site for ${lever.name}`;
  if (lever.table === "world" && row.where !== undefined) return `a place for ${lever.name}, which has none`;
  if (lever.at_once && (to ?? over) !== undefined && when === undefined)
    return `an end or a ramp for ${lever.name}, which acts on one day`;
  if (over === undefined) return null;
  if (to !== undefined || when !== undefined) return `a ramp for ${lever.name} beside an end or a condition`;
  return mayRise(lever) && over <= view.days ? null : `a ramp of ${over} days for ${lever.name}`;
}

/**
 * Has a lever a level from which it can rise by steps?
 * @param {any} lever
 */
export function mayRise(lever) {
  const fixed = lever.kind === "number" && lever.neutral[0] !== 0;
  return lever.kind !== "choice" && !lever.momentary && !lever.whole && !fixed;
}

/**
 * One intervention as a row of a scenario file.
 * @param {any} row
 * @param {any} page
 */
export function interventionLine(row, page) {
  const lever = leverOf(row.lever, page);
  const said = [`lever: ${row.lever}`, `${row.dose}: ${quotedWord(row.value)}`];
  for (const key of ["from", "to", "over"]) if (row[key] !== undefined) said.push(`${key}: ${row[key]}`);
  if (row.when) said.push(`when: "${row.when[0]} ${row.when[1]} ${decimal(row.when[2])}"`);
  if (row.where) said.push(`${lever.table}s: [${row.where.join(", ")}]`);
  return `{${said.join(", ")}}`;
}

/** @param {string|number} value */
function quotedWord(value) {
  return typeof value === "string" ? `"${value}"` : decimal(value);
}
