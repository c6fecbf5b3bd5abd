/** What has come back of one world: outcomes and daily series, filled block by block. */

export const WITH_DAYS = 1000;

/**
 * The words of a world that can differ from the page's own, which every worker has: those up to its
 * last move. Workers get them with every block.
 * @param {ArrayBuffer} world
 * @param {any} page
 */
function ownWords(world, { known }) {
  const moves = Number(new BigInt64Array(world)[known.clock.n_moves]);
  return world.slice(0, (known.room.at + moves * known.moves.names.length) * 8);
}

/**
 * The same values, and room for more behind them.
 * @template {Float32Array|Float64Array} T
 * @param {T} values
 * @param {number} room
 * @returns {T}
 */
function longer(values, room) {
  const Kind = /** @type {any} */ (values.constructor);
  const made = new Kind(room);
  made.set(values);
  return made;
}

/** Outcomes and daily series of one world, filled block by block. */
export class Store {
  /**
   * @param {any} page as it is under the setting of this world
   * @param {ArrayBuffer} world
   * @param {ArrayBuffer} plan
   */
  constructor(page, world, plan) {
    this.page = page;
    this.world = ownWords(world, page);
    this.plan = plan;
    /** @type {Float64Array[]} */
    this.columns = page.known.outcomes.map(() => new Float64Array());
    this.daily = [...page.fans, page.ladder].map(() => new Float32Array());
    this.days = page.days;
    this.asked = 0;
    this.have = 0;
    /** @type {Map<number, number>} blocks that came before an earlier one: first -> last run */
    this.early = new Map();
  }

  /**
   * Room for so many runs: a slider that is being dragged needs little, and needs it often.
   * @param {number} runs
   */
  makeRoom(runs) {
    if (runs <= this.columns[0].length) return;
    this.columns = this.columns.map((values) => longer(values, runs));
    this.daily = this.daily.map((values) => longer(values, Math.min(WITH_DAYS, runs) * this.days));
  }

  /**
   * @param {number} first
   * @param {number} last
   * @param {Float64Array[]} columns
   * @param {Float32Array[]} daily
   */
  add(first, last, columns, daily) {
    columns.forEach((values, k) => this.columns[k].set(values, first));
    daily.forEach((values, k) => this.daily[k].set(values, first * this.days));
    this.early.set(first, last);
    for (let next = this.early.get(this.have); next !== undefined; next = this.early.get(this.have)) {
      this.early.delete(this.have);
      this.have = next;
    }
  }
}

/**
 * What has been asked for and not come is asked for again.
 * @param {Store} store
 */
export function again(store) {
  store.asked = store.have;
  store.early.clear();
}
