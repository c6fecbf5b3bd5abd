/** Numbers as people write them, so that every reader of a link or a file gets the same bits. */

const DECIMAL = /^-?\d{1,10}(\.\d{1,9})?$/;

/**
 * A number without an exponent.
 * @param {number} value
 */
export function decimal(value) {
  return String(Number(value.toFixed(9)));
}

/**
 * The number that a text says, if it is a plain one from `low` to `high`.
 * @param {string} text
 * @param {[number, number]} range
 * @param {boolean} whole must it be whole?
 * @returns {?number}
 */
export function numberIn(text, [low, high], whole) {
  const value = Number(text);
  const taken = DECIMAL.test(text) && value >= low && value <= high;
  return taken && DECIMAL.test(decimal(value)) && !(whole && !Number.isInteger(value))
    ? Number(decimal(value))
    : null;
}
