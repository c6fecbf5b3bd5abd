/** Where rocket attacks strike: counted from the log, site by site and day by day. */

/**
 * Attacks on each site on each day, from the columns of a log.
 * @param {number} rows
 * @param {(row: number, name: string) => number} read
 * @param {any} page
 * @param {number} days
 * @param {Float32Array} counts [sites, days], to which they are added
 */
export function countAttacks(rows, read, page, days, counts) {
  const first = page.known.actors.blocks.sites;
  for (let row = 0; row < rows; row++) {
    if (!page.map.attacks.includes(read(row, "action"))) continue;
    counts[(read(row, "target") - first) * days + read(row, "day")] += 1;
  }
}

/**
 * The same over many runs, as a worker answers it.
 * @param {import("./kernel.js").Kernel} kernel
 * @param {any} task first and last run, world, plan, and days unless they are those of the page
 * @returns {{counts: Float32Array}} attacks in all of these runs, shape [sites, days]
 */
export function attacksOf(kernel, { first, last, world, plan, days = kernel.page.days }) {
  const { known, page } = kernel;
  const made = kernel.simulate({ first, last, world, plan, days, daily: false, events: true });
  const words = new BigInt64Array(made.events);
  const width = known.log.names.length;
  const column = Object.fromEntries(
    known.log.names.map((/** @type {string} */ name, /** @type {number} */ k) => [name, k]),
  );
  const counts = new Float32Array(page.map.sites.length * days);
  countAttacks(words.length / width, (row, name) => Number(words[row * width + column[name]]), page, days, counts);
  return { counts };
}
