/** Numbers and sentences as experiments/text/wording.py writes them, to the last letter. */

const EXACT = 100;
const BY_THOUSANDS = /\B(?=(\d{3})+$)/g;

/**
 * A sentence with its gaps filled in.
 * @param {string} sentence `{name}` is a gap
 * @param {Object<string, string|number>} values
 */
export function filledIn(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? String(values[name]) : gap));
}

/**
 * A number with that many decimals, halves to the even digit as Python rounds them.
 * @param {number} value
 * @param {number} places
 */
function fixed(value, places) {
  const exact = Math.abs(value).toFixed(EXACT);
  const end = exact.indexOf(".") + 1 + places;
  const isHalf = /^50*$/.test(exact.slice(end));
  const below = exact.slice(0, end).replace(/\.$/, "");
  const isEven = "02468".includes(below.at(-1) ?? "");
  const digits = isHalf && isEven ? below : Math.abs(value).toFixed(places);
  return value < 0 ? `-${digits}` : digits;
}

/**
 * A number to so many digits that count, never with an exponent.
 * @param {number} value
 * @param {number} digits
 */
export function significant(value, digits = 3) {
  if (value === 0) return "0";
  const power = Number(Math.abs(value).toExponential().split("e")[1]);
  const places = digits - 1 - power;
  const step = 10 ** Math.max(0, -places);
  const text = fixed(value / step, Math.max(0, places));
  if (step > 1) return String(Number(text) * step);
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}

/**
 * A whole number, thousands parted.
 * @param {number} n
 */
export function counted(n) {
  return String(Math.trunc(n)).replace(BY_THOUSANDS, ",");
}

/**
 * `1 link`, `2,000 links`.
 * @param {number} n
 * @param {string} noun
 */
export function plural(n, noun) {
  return `${counted(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/**
 * A share as a percentage that never rounds a rare thing to nothing or a common one to all.
 * @param {number} share
 */
export function percent(share) {
  const value = 100 * share;
  if (value === 0 || value === 100) return `${value} %`;
  if (value < 0.01) return "< 0.01 %";
  if (value > 99.9) return "> 99.9 %";
  return `${fixed(value, value >= 10 && value <= 99 ? 0 : value >= 1 ? 1 : 2)} %`;
}
