/** What many runs say, and how sure their number makes it: as experiments/runs/statistics.py. */

/**
 * @param {Float64Array} values
 * @returns {number}
 */
export function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Half of the 95 % interval of the mean: the error of the number of runs and of nothing else.
 * @param {Float64Array} values
 * @param {number} z95
 */
export function errorOf(values, z95) {
  const n = values.length;
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return n > 1 ? (z95 * Math.sqrt(squares / (n - 1))) / Math.sqrt(n) : Infinity;
}

/**
 * Wilson's 95 % interval of a share, which leans where things are rare.
 * @param {number} share
 * @param {number} n
 * @param {number} z95
 * @returns {[number, number]}
 */
export function intervalOfShare(share, n, z95) {
  const z2 = z95 * z95;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [middle - half, middle + half];
}

/**
 * Its wider side, where one number has to say the error.
 * @param {number} share
 * @param {number} n
 * @param {number} z95
 */
function errorOfShare(share, n, z95) {
  const [low, high] = intervalOfShare(share, n, z95);
  return Math.max(share - low, high - share);
}

/**
 * Mean and error of one outcome.
 * @param {any} outcome
 * @param {Float64Array} values
 * @param {number} z95
 */
export function lineOf(outcome, values, z95) {
  const mean = meanOf(values);
  const share = outcome.kind === "flag";
  return { mean, error: share ? errorOfShare(mean, values.length, z95) : errorOf(values, z95) };
}

/**
 * Mean difference of paired runs, a future against its twin, and its error.
 * @param {Float64Array} values
 * @param {Float64Array} twins
 * @param {number} z95
 */
export function differenceOf(values, twins, z95) {
  const differences = values.map((value, r) => value - twins[r]);
  return { mean: meanOf(differences), error: errorOf(differences, z95) };
}

/**
 * Values that stand for many: quantiles at the middle of `many` equal shares, each a value seen.
 * @param {Float64Array} values
 * @param {number} many
 * @returns {number[]}
 */
export function quantilesOf(values, many) {
  const sorted = values.slice().sort();
  return Array.from({ length: many }, (_, k) => quantile(sorted, (k + 0.5) / many));
}

/**
 * @param {Float64Array|Float32Array} sorted
 * @param {number} share
 */
export function quantile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
