/**
 * What a reader has set: levers from the first free day, variants of hypotheses, parameters, dated
 * and conditional interventions, the length, and where the coded history ends.
 *
 * @typedef {{dose: string, value: (string|number|string[])}} Dose a word, a number, or sites
 * @typedef {{levers: Object<string, Dose>, hypotheses: Object<string, string>, case?: string, days?: number,
 *   until?: string, parameters?: Object<string, number>,
 *   interventions?: import("./interventions.js").Row[]}} Setting what is left out is not set
 */
import { casePairs, readCase } from "./cases.js";
import { branchPairs, branchProblem, readBranch } from "./branch.js";
import { decimal, numberIn } from "./decimals.js";
import { ROW, interventionPairs, interventionProblem, readIntervention } from "./interventions.js";
import { roomProblem } from "./moves.js";
import { PARAMETER, parameterPairs, readParameter } from "./parameters.js";

const MOST_LETTERS = 4000;

/** A link that says something the page does not know. */
export class LinkError extends Error {}

/** @returns {Setting} */
export function nothingSet() {
  return { levers: {}, hypotheses: {} };
}

/** @param {Setting} setting */
export function isEmpty(setting) {
  return linkOf(setting) === "";
}

/**
 * Why a setting does not go together, or cannot be kept in a link; or nothing.
 * @param {Setting} setting
 * @param {any} page
 * @returns {?string}
 */
export function problemOf(setting, page) {
  const letters = linkOf(setting).length;
  if (letters > MOST_LETTERS) return `a link of ${letters} letters`;
  return branchProblem(setting, page) ?? interventionProblem(setting, page) ?? roomProblem(setting, page);
}

/**
 * A number that a reader typed, if the lever takes it.
 * @param {string} text
 * @param {{doses: Object<string, [number, number]>, whole: boolean}} lever
 * @param {string} dose
 * @returns {?number}
 */
export function numberFor(text, lever, dose) {
  return numberIn(text, lever.doses[dose], lever.whole);
}

/**
 * The setting as the text behind the # of a link.
 * @param {Setting} setting
 */
export function linkOf(setting) {
  const levers = Object.entries(setting.levers).map(([name, { dose, value }]) => {
    if (Array.isArray(value)) return [name, value.join(",")];
    if (typeof value === "string") return [name, value];
    return [name, dose === "set" ? decimal(value) : `${dose}:${decimal(value)}`];
  });
  const others = [casePairs, branchPairs, parameterPairs, interventionPairs].flatMap((pairsOf) => pairsOf(setting));
  const pairs = [...levers, ...Object.entries(setting.hypotheses), ...others];
  return pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join("&");
}

/**
 * The setting that a link holds. Throws LinkError at the first thing the page does not know, and
 * then the link counts for nothing.
 * @param {string} text what stands behind the #
 * @param {any} page
 * @returns {Setting}
 */
export function settingOf(text, page) {
  const found = nothingSet();
  if (text === "") return found;
  if (text.length > MOST_LETTERS) throw new LinkError(`a link of ${text.length} letters`);
  const seen = new Set();
  for (const part of text.split("&")) {
    const [key, value] = keyAndValue(part);
    if (seen.has(key)) throw new LinkError(`'${key}' twice`);
    seen.add(key);
    read(key, value, page, found);
  }
  refuse(problemOf(found, page));
  return found;
}

/**
 * Throws what is wrong, if anything is.
 * @param {?string} wrong
 */
function refuse(wrong) {
  if (wrong !== null) throw new LinkError(wrong);
}

/** @param {string} part */
function keyAndValue(part) {
  const at = part.indexOf("=");
  if (at < 1) throw new LinkError(`'${part}', which is no name=value`);
  try {
    return [decodeURIComponent(part.slice(0, at)), decodeURIComponent(part.slice(at + 1))];
  } catch {
    throw new LinkError(`'${part}', which does not decode`);
  }
}

/**
 * @param {string} key
 * @param {string} value
 * @param {any} page
 * @param {Setting} found
 */
function read(key, value, page, found) {
  const lever = page.levers.find((/** @type {any} */ one) => one.name === key);
  const hypothesis = page.hypotheses.find((/** @type {any} */ one) => one.name === key);
  if (lever) {
    found.levers[key] = doseOf(lever, value, page);
  } else if (hypothesis) {
    const known = hypothesis.variants.some((/** @type {any} */ one) => one.letter === value);
    if (!known) throw new LinkError(`'${value}' for ${key}`);
    if (value !== hypothesis.chosen) found.hypotheses[key] = value;
  } else if (key === "case") {
    refuse(readCase(value, page, found) ? null : `'${value}' for case`);
  } else if (key === "days" || key === "until") {
    refuse(readBranch(key, value, page, found) ? null : `'${value}' for ${key}`);
  } else if (key.startsWith(PARAMETER)) {
    refuse(readParameter(key, value, page, found));
  } else if (ROW.test(key)) {
    refuse(readIntervention(key, value, page, found));
  } else {
    throw new LinkError(`'${key}', which is no lever and no hypothesis`);
  }
}

/**
 * @param {any} lever
 * @param {string} text
 * @param {any} page
 * @returns {Dose}
 */
function doseOf(lever, text, page) {
  if (lever.table === "site") return { dose: "set", value: sitesOf(lever, text, page) };
  if (lever.kind === "choice") {
    const known = lever.choices.some((/** @type {any} */ one) => one.word === text);
    if (!known) throw new LinkError(`'${text}' for ${lever.name}`);
    return { dose: "set", value: text };
  }
  const [dose, number] = text.includes(":") ? text.split(":", 2) : ["set", text];
  const value = Object.hasOwn(lever.doses, dose) ? numberFor(number, lever, dose) : null;
  if (value === null || text.split(":").length > 2) throw new LinkError(`'${text}' for ${lever.name}`);
  return { dose, value };
}

/**
 * @param {any} lever
 * @param {string} text
 * @param {any} page
 */
function sitesOf(lever, text, page) {
  const named = text === "" ? [] : text.split(",");
  const known = page.places.site.map((/** @type {any} */ site) => site.id);
  if (new Set(named).size !== named.length || named.some((id) => !known.includes(id))) {
    throw new LinkError(`'${text}' for ${lever.name}`);
  }
  return known.filter((/** @type {string} */ id) => named.includes(id));
}
