/** Parameters set by hand, for every future the same: in a link, in the plan, in a scenario file. */
import { bytesOf } from "./bytes.js";
import { decimal, numberIn } from "./decimals.js";

export const PARAMETER = "p.";

/**
 * One parameter of a link into a setting; a sentence where the page does not know it.
 * @param {string} key
 * @param {string} text
 * @param {any} page
 * @param {any} found
 * @returns {?string}
 */
export function readParameter(key, text, page, found) {
  const name = key.slice(PARAMETER.length);
  const parameter = page.parameters.find((/** @type {any} */ one) => one.name === name);
  if (!parameter) return `'${key}', which is no open parameter`;
  const value = numberIn(text, [parameter.low, parameter.high], false);
  if (value === null) return `'${text}' for ${key}`;
  found.parameters = { ...found.parameters, [name]: value };
  return null;
}

/**
 * @param {any} setting
 * @returns {[string, string][]}
 */
export function parameterPairs({ parameters = {} }) {
  return Object.entries(parameters).map(([name, value]) => [PARAMETER + name, decimal(value)]);
}

/**
 * Puts the rows of what is set by hand into a plan: they win over variants and over the posterior.
 * @param {Uint8Array} plan
 * @param {any} setting
 * @param {any} page
 */
export function fixByHand(plan, { parameters = {} }, page) {
  const { names } = page.known.plan;
  const width = names.length;
  for (const [name, value] of Object.entries(parameters)) {
    const { row } = page.parameters.find((/** @type {any} */ one) => one.name === name);
    const fixed = bytesOf(page.by_hand).buffer;
    const words = new BigInt64Array(plan.buffer, row * width * 8, width);
    const kept = ["place", "halves"].map((field) => names.indexOf(field));
    new Float64Array(fixed)[names.indexOf("a")] = value;
    new BigInt64Array(fixed).forEach((word, k) => {
      if (!kept.includes(k)) words[k] = word;
    });
  }
}

/**
 * @param {any} setting
 * @returns {string[]}
 */
export function parameterLines({ parameters = {} }) {
  const set = Object.entries(parameters).map(([name, value]) => `${name}: ${decimal(value)}`);
  return set.length > 0 ? [`parameters: {set: {${set.join(", ")}}}`] : [];
}
