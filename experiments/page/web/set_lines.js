/** What is set, in words: a link that somebody was sent says it at a glance. */
import { longDate } from "./branch_controls.js";
import { caseOf } from "./cases.js";
import { decimal } from "./decimals.js";
import { inWords } from "./intervention_controls.js";

/**
 * Everything that a setting says, a part each.
 * @param {import("./setting.js").Setting} setting
 * @param {any} page
 * @returns {string[]}
 */
export function setLines(setting, page) {
  const { levers, hypotheses, parameters = {}, interventions = [], days, until } = setting;
  const other = page.cases?.find((/** @type {any} */ one) => one.id === caseOf(setting, page));
  return [
    ...(other ? [`scenario “${other.title}”`] : []),
    ...(until === undefined ? [] : [endText(until)]),
    ...(days === undefined ? [] : [`${days} days in all`]),
    ...Object.entries(levers).map(([name, given]) => inWords(rowOf(name, given, page), page)),
    ...interventions.map((row) => inWords(row, page)),
    ...Object.entries(hypotheses).map(([name, letter]) => variantText(name, letter, page)),
    ...Object.entries(parameters).map(([name, value]) => parameterText(name, value, page)),
  ];
}

/** @param {string} until */
function endText(until) {
  return until === "none" ? "no history is replayed" : `history replayed up to ${longDate(until)}`;
}

/**
 * A lever that is set, as a row without dates.
 * @param {string} name
 * @param {import("./setting.js").Dose} given
 * @param {any} page
 */
function rowOf(name, { dose, value }, page) {
  if (!Array.isArray(value)) return { lever: name, dose, value };
  const { moved } = page.levers.find((/** @type {any} */ one) => one.name === name);
  return { lever: name, dose, value: moved, where: value };
}

/**
 * @param {string} name
 * @param {string} letter
 * @param {any} page
 */
function variantText(name, letter, page) {
  const { question, variants } = page.hypotheses.find((/** @type {any} */ one) => one.name === name);
  const { statement } = variants.find((/** @type {any} */ one) => one.letter === letter);
  return `“${question}” ${statement} (${name}: ${letter})`;
}

/**
 * @param {string} name
 * @param {number} value
 * @param {any} page
 */
function parameterText(name, value, page) {
  const { meaning } = page.parameters.find((/** @type {any} */ one) => one.name === name);
  return `${meaning}: ${decimal(value)}`;
}
