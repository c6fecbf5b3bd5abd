/** Outcomes of runs from their counters, as the table that Python exports says. */

/**
 * A counter of many runs, as numbers.
 * @param {ArrayBuffer} counters words [runs, counters]
 * @param {string} name
 * @param {any} known
 * @returns {Float64Array}
 */
function column(counters, name, known) {
  const { names, kinds } = known.counters;
  const k = names.indexOf(name);
  const n = counters.byteLength / 8 / names.length;
  const level = kinds[k] === "float64";
  const words = level ? new Float64Array(counters) : new BigInt64Array(counters);
  const found = new Float64Array(n);
  for (let r = 0; r < n; r++) found[r] = Number(words[r * names.length + k]);
  return found;
}

/**
 * A counter from the first free day on; what is no sum stands as it is.
 * @param {ArrayBuffer} counters
 * @param {string} name
 * @param {any} known
 */
function since(counters, name, known) {
  const now = column(counters, name, known);
  if (!known.counters.running.includes(name)) return now;
  const before = column(counters, name + known.counters.before, known);
  return now.map((value, r) => value - before[r]);
}

/**
 * One outcome of many runs.
 * @param {any} outcome its row of the table
 * @param {ArrayBuffer} counters
 * @param {any} known
 * @returns {Float64Array}
 */
export function outcomeOf(outcome, counters, known) {
  if (outcome.past) return column(counters, outcome.counter + known.counters.before, known);
  const found = since(counters, outcome.counter, known);
  if (outcome.per) {
    const per = since(counters, outcome.per, known);
    return found.map((value, r) => value / Math.max(1, per[r]));
  }
  return outcome.kind === "flag" ? found.map((value) => (value >= outcome.least ? 1 : 0)) : found;
}

/**
 * All outcomes of many runs, in the order of the table.
 * @param {ArrayBuffer} counters
 * @param {any} known
 * @returns {Float64Array[]}
 */
export function outcomesOf(counters, known) {
  return known.outcomes.map((/** @type {any} */ outcome) => outcomeOf(outcome, counters, known));
}
