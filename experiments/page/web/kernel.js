/** A host of the packaged kernel: its memory, what is laid into it, and what is read from it. */

import { fromPlanes } from "./bytes.js";

const WORD = 8;
const SHORT = 4;
const MEMORY_PAGE = 65536;
const ROUND = 64;

/** The kernel did not finish, and says why by a status. */
export class KernelError extends Error {}

export class Kernel {
  /**
   * @param {WebAssembly.Module} module
   * @param {any} page
   * @param {Object<string, ArrayBuffer>} parts
   */
  constructor(module, page, parts) {
    const { exports } = new WebAssembly.Instance(module, {});
    /** @type {any} */
    this.exports = exports;
    this.page = page;
    this.known = page.known;
    this.top = this.exports.__heap_base.value;
    const version = this.exports.version();
    if (version !== this.known.version) throw new KernelError(`a kernel of version ${version}`);
    this.samples = this.put(fromPlanes(parts.samples, SHORT));
    this.edges = this.put(parts.edges);
    this.world = parts.world;
    this.usual = this.known.series.map((/** @type {any} */ one) => [one.word, one.level]);
    this.floor = this.top;
  }

  /**
   * A place in memory for that many bytes.
   * @param {number} bytes
   */
  take(bytes) {
    const at = Math.ceil(this.top / ROUND) * ROUND;
    this.top = at + bytes;
    const short = this.top - this.exports.memory.buffer.byteLength;
    if (short > 0) this.exports.memory.grow(Math.ceil(short / MEMORY_PAGE));
    return at;
  }

  /** @param {ArrayBuffer} data */
  put(data) {
    const at = this.take(data.byteLength);
    new Uint8Array(this.exports.memory.buffer, at, data.byteLength).set(new Uint8Array(data));
    return at;
  }

  /**
   * A place for a whole world: the page's own, and over it the first words of the one that is given.
   * @param {ArrayBuffer} world
   */
  putWorld(world) {
    const at = this.put(this.world);
    new Uint8Array(this.exports.memory.buffer, at).set(new Uint8Array(world));
    return at;
  }

  /**
   * A copy of what lies at a place: views die when memory grows.
   * @param {number} at
   * @param {number} bytes
   * @returns {ArrayBuffer}
   */
  get(at, bytes) {
    return this.exports.memory.buffer.slice(at, at + bytes);
  }

  /**
   * An exported function, its arguments by name. Throws KernelError for any status but done.
   * @param {string} name
   * @param {Object<string, any>} given
   */
  call(name, given) {
    const wanted = this.known.exports[name].map((/** @type {[string, string]} */ [key]) => {
      if (given[key] === undefined) throw new KernelError(`${name}: nothing given for ${key}`);
      return given[key];
    });
    const status = this.exports[name](...wanted);
    if (status !== this.known.statuses.done) throw new KernelError(`${name}: status ${status}`);
  }

  /**
   * Words of the world that are written down every evening, as the kernel reads them.
   * @param {number[][]} words [word, 1 for a fraction or 0]; fewer than it has room for are filled up
   */
  wordsByDay(words) {
    const { series } = this.known.sizes;
    if (words.length > series) throw new KernelError(`${words.length} series, and room for ${series}`);
    const filled = Array.from({ length: series }, (_, k) => words[k] ?? [0, 0]);
    return BigInt64Array.from(filled.flat().map(BigInt));
  }

  /**
   * Runs `first` to `last` - 1 in a world, under a plan: their counters, daily series and events.
   * @param {{first: number, last: number, world: ArrayBuffer, plan: ArrayBuffer, daily: boolean,
   *   days?: number, words?: number[][], events?: boolean}} asked `days` are those of the page unless
   *   said; `words` are the daily series, the usual ones unless said; `events` asks for the log, for
   *   which every run has its whole room
   * @returns {{counters: ArrayBuffer, daily: Float32Array, events: ArrayBuffer, counts: number[]}}
   * words [runs, counters]; fractions [runs, days, series], or empty, where the kernel wrote them: good
   * until it is called again; words [events, log], or empty; events of each run
   */
  simulate({ first, last, world, plan, daily, days = this.page.days, words = this.usual, events = false }) {
    this.top = this.floor;
    const { sizes } = this.known;
    const n = last - first;
    const room = events ? n * sizes.log_rows : 0;
    const kept = daily ? n * days * sizes.series * SHORT : 0;
    const numbers = BigUint64Array.from({ length: n }, (_, k) => BigInt(first + k));
    const [n_samples, n_columns] = this.page.samples;
    const given = {
      plan: this.put(plan),
      samples: this.samples,
      edges: this.edges,
      n_samples,
      n_columns,
      runs: this.put(numbers.buffer),
      n_runs: n,
      seed_key: BigInt(this.page.seed_key),
      parameters: this.take(n * sizes.parameters * WORD),
      world: this.putWorld(world),
      start: this.put(world.slice(0, sizes.live * WORD)),
      legs: this.put(BigInt64Array.of(BigInt(days), 0n, 0n, 1n).buffer),
      n_legs: 1,
      n_kept: n,
      series: this.put(this.wordsByDay(words).buffer),
      tallies: this.take(n * sizes.counters * WORD),
      daily: this.take(kept),
      n_daily: daily ? n : 0,
      days,
      events: this.take(room * sizes.log * WORD),
      n_events: room,
      counts: this.take(n * WORD),
      lost: this.take(n * WORD),
      morning: this.take(sizes.live * WORD),
    };
    this.call("draw", given);
    this.call("simulate", given);
    const lost = new BigInt64Array(this.get(given.lost, n * WORD));
    const failed = lost.findIndex((events) => events !== 0n);
    if (failed >= 0) throw new KernelError(`run ${first + failed}: more events than its log holds`);
    const counts = Array.from(new BigInt64Array(this.get(given.counts, n * WORD)), Number);
    const rows = events ? counts.reduce((sum, one) => sum + one, 0) : 0;
    return {
      counters: this.get(given.tallies, n * sizes.counters * WORD),
      daily: new Float32Array(this.exports.memory.buffer, given.daily, kept / SHORT),
      events: this.get(given.events, rows * sizes.log * WORD),
      counts,
    };
  }
}
