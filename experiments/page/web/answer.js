/** What a setting changes, in words: clear changes in the order of the page, war first, then the rest. */
import { short, withError } from "./drawing.js";
import { differenceOf, meanOf } from "./statistics.js";

const MOST = 3;
const HUNDRED = 100;

/**
 * One outcome of paired futures: both means, their difference, and how the pairs come out.
 * @param {any} outcome
 * @param {Float64Array} values
 * @param {Float64Array} twins
 * @param {number} z95
 */
function changeOf(outcome, values, twins, z95) {
  const { mean, error } = differenceOf(values, twins, z95);
  const clear = Math.abs(mean) > error;
  const [less, more] = [-1, 1].map((sign) => {
    return values.reduce((sum, value, r) => sum + (Math.sign(value - twins[r]) === sign ? 1 : 0), 0);
  });
  return { outcome, mean, error, clear, less, more, mine: meanOf(values), twin: meanOf(twins) };
}

/**
 * @param {string} template
 * @param {Object<string, string>} given
 */
function wordsWith(template, given) {
  return template.replace(/\{(\w+)\}/g, (_, name) => given[name]);
}

/**
 * @param {ReturnType<typeof changeOf>} change
 * @param {any} words
 */
function changeText({ outcome, mean, error, mine, twin }, words) {
  const share = outcome.kind === "flag";
  const scale = share ? HUNDRED : 1;
  const sign = mean > 0 ? "+" : "";
  const by = error === 0 ? short(mean * scale) : withError(mean * scale, error * scale);
  return wordsWith(share ? words.chance : words.amount, {
    topic: outcome.topic,
    mine: short(mine * scale),
    twin: short(twin * scale),
    by: `${sign}${by}`,
    unit: outcome.unit,
  });
}

/**
 * How the pairs of the clearest change come out.
 * @param {ReturnType<typeof changeOf>} change
 * @param {number} n
 * @param {any} words
 */
function pairsText({ outcome, less, more }, n, words) {
  const part = (/** @type {number} */ count) => count.toLocaleString("en-GB");
  return wordsWith(outcome.kind === "flag" ? words.flag_pairs : words.pairs, {
    topic: outcome.topic,
    less: part(less),
    more: part(more),
    same: part(n - less - more),
    n: part(n),
  });
}

/**
 * Sentences on what is set, from the outcomes that are shown.
 * @param {any[]} outcomes rows of the table with their topic
 * @param {Float64Array[]} values as set
 * @param {Float64Array[]} twins unchanged
 * @param {any} page
 * @returns {string[]}
 */
export function answerLines(outcomes, values, twins, page) {
  const { words, z95 } = page;
  const changes = outcomes.map((outcome, k) => changeOf(outcome, values[k], twins[k], z95));
  const isWar = (/** @type {any} */ one) => Number(one.outcome.name === page.war.outcome);
  const clear = changes.filter((one) => one.clear).sort((a, b) => isWar(b) - isWar(a));
  const isSame = (/** @type {any} */ one) => one.less + one.more === 0;
  const same = changes.filter(isSame).map((one) => one.outcome.topic);
  const still = changes.filter((one) => !one.clear && !isSame(one)).map((one) => one.outcome.topic);
  const lines = [];
  if (same.length === changes.length) return [words.same_all];
  if (clear.length === 0) lines.push(words.nothing);
  else {
    const parts = clear.slice(0, MOST).map((one) => changeText(one, words));
    lines.push(wordsWith(words.as_set, { changes: parts.join("; ") }));
    lines.push(pairsText(clear[0], values[0].length, words));
  }
  if (clear.length > MOST)
    lines.push(wordsWith(words.also, { topics: clear.slice(MOST).map((one) => one.outcome.topic).join(", ") }));
  if (still.length > 0) lines.push(wordsWith(words.unmoved, { topics: still.join(", ") }));
  if (same.length > 0) lines.push(wordsWith(words.same, { topics: same.join(", ") }));
  lines.push(words.limits);
  return lines;
}
