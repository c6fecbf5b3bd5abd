/**
 * What a reader has set: levers from the first free day, and variants of hypotheses.
 *
 * @typedef {{dose: string, value: (string|number|string[])}} Dose a word, a number, or sites
 * @typedef {{levers: Object<string, Dose>, hypotheses: Object<string, string>}} Setting
 */

const MOST_LETTERS = 4000;
const DECIMAL = /^-?\d{1,10}(\.\d{1,9})?$/;

/** A link that says something the page does not know. */
export class LinkError extends Error {}

/** @returns {Setting} */
export function nothingSet() {
  return { levers: {}, hypotheses: {} };
}

/** @param {Setting} setting */
export function isEmpty(setting) {
  return Object.keys(setting.levers).length + Object.keys(setting.hypotheses).length === 0;
}

/**
 * A number as people write it, without an exponent, so that every reader gets the same bits.
 * @param {number} value
 */
export function decimal(value) {
  return String(Number(value.toFixed(9)));
}

/**
 * A number that a reader typed, if the lever takes it.
 * @param {string} text
 * @param {{doses: Object<string, [number, number]>, whole: boolean}} lever
 * @param {string} dose
 * @returns {?number}
 */
export function numberFor(text, lever, dose) {
  const [low, high] = lever.doses[dose];
  const value = Number(text);
  const taken = DECIMAL.test(text) && value >= low && value <= high;
  return taken && DECIMAL.test(decimal(value)) && !(lever.whole && !Number.isInteger(value))
    ? Number(decimal(value))
    : null;
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
  const pairs = [...levers, ...Object.entries(setting.hypotheses)];
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
  return found;
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
