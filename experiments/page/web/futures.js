/**
 * Futures in the making: blocks of runs go out to workers, the same run numbers as set and unchanged.
 *
 * Two stores are in work at a time, and the one that has been asked for less goes first, so that
 * pairs are whole as early as can be.
 *
 * @typedef {import("./store.js").Store} Store
 */
import { Kernel } from "./kernel.js";
import { outcomesOf } from "./outcomes.js";
import { attacksOf } from "./site_attacks.js";
import { WITH_DAYS, again } from "./store.js";

/** Blocks are small at first, so that a picture comes early: [below this run, runs in a block]. */
const BLOCKS = [
  [100, 50],
  [500, 100],
  [Infinity, 250],
];
const MOST_WORKERS = 4;

/**
 * One run again, alone, with all its events.
 * @param {Kernel} kernel
 * @param {any} task its number, world, plan, and days unless they are those of the page
 * @returns {{outcomes: Object<string, number>, log: Object<string, Float64Array>}} every outcome; every
 *   column of the log, in the order of the events
 */
export function replayOf(kernel, { run, world, plan, days }) {
  const { known } = kernel;
  const made = kernel.simulate({ first: run, last: run + 1, world, plan, days, daily: false, events: true });
  const { names, kinds } = known.log;
  const [whole, levels] = [new BigInt64Array(made.events), new Float64Array(made.events)];
  const columns = names.map((/** @type {string} */ name, /** @type {number} */ k) => {
    const words = kinds[k] === "float64" ? levels : whole;
    const value = (/** @type {any} */ _, /** @type {number} */ row) => Number(words[row * names.length + k]);
    return [name, Float64Array.from({ length: made.counts[0] }, value)];
  });
  const outcomes = outcomesOf(made.counters, known).map((values, k) => [known.outcomes[k].name, values[0]]);
  return { outcomes: Object.fromEntries(outcomes), log: Object.fromEntries(columns) };
}

/**
 * Any words of the world, evening by evening, in some runs.
 * @param {Kernel} kernel
 * @param {any} task first and last run, world, plan, `words`: [word, 1 for a fraction or 0], and
 *   days unless they are those of the page
 * @returns {{values: Float32Array}} shape [words, runs, days]
 */
export function eveningsOf(kernel, { first, last, world, plan, words, days = kernel.page.days }) {
  const width = kernel.known.sizes.series;
  const each = (last - first) * days;
  const values = new Float32Array(words.length * each);
  for (let from = 0; from < words.length; from += width) {
    const some = words.slice(from, from + width);
    const { daily: found } = kernel.simulate({ first, last, world, plan, days, daily: true, words: some });
    some.forEach((/** @type {any} */ _, /** @type {number} */ k) => {
      for (let n = 0; n < each; n++) values[(from + k) * each + n] = found[n * width + k];
    });
  }
  return { values };
}

/** @type {Object<string, (kernel: Kernel, task: any) => any>} kind of a closer look -> what answers it */
const LOOKS = { replay: replayOf, evenings: eveningsOf, attacks: attacksOf };

/**
 * What a worker answers to a task that is no block.
 * @param {Kernel} kernel
 * @param {any} task
 */
function lookedAt(kernel, task) {
  return { id: task.id, ...LOOKS[task.kind](kernel, task) };
}

/**
 * What a worker answers: outcomes of a block of runs, and the daily series that are drawn.
 * @param {Kernel} kernel
 * @param {any} task
 */
export function answerOf(kernel, task) {
  if (task.kind !== undefined) return lookedAt(kernel, task);
  const { id, first, last, world, plan, days, daily } = task;
  const { page, known } = kernel;
  const made = kernel.simulate({ first, last, world, plan, days, daily });
  const fractions = made.daily;
  const width = known.sizes.series;
  const drawn = daily ? [...page.fans, page.ladder] : [];
  const series = drawn.map((name) => {
    const at = known.series.findIndex((/** @type {any} */ one) => one.name === name);
    const values = new Float32Array(fractions.length / width);
    for (let k = 0; k < values.length; k++) values[k] = fractions[k * width + at];
    return values;
  });
  return { id, first, last, columns: outcomesOf(made.counters, known), daily: series };
}

/**
 * The page's script inside a worker: a kernel of its own, a block at a time.
 * @param {any} scope
 */
export function serve(scope) {
  /** @type {?Kernel} */
  let kernel = null;
  scope.onmessage = (/** @type {MessageEvent} */ { data }) => {
    try {
      if (kernel === null) kernel = new Kernel(data.module, data.page, data.parts);
      else give(scope, answerOf(kernel, data));
    } catch (error) {
      scope.postMessage({ failed: error instanceof Error ? error.message : String(error), id: data.id });
    }
  };
}

/**
 * Hands an answer over; its daily series are moved, not copied.
 * @param {any} scope
 * @param {any} answer
 */
function give(scope, answer) {
  const series = answer.daily ?? [];
  scope.postMessage(
    answer,
    series.map((/** @type {Float32Array} */ values) => values.buffer),
  );
}

/** Where no worker starts: the same, on the page's own thread, a block at a time. */
class Here {
  /** @param {any} start */
  constructor(start) {
    this.kernel = new Kernel(start.module, start.page, start.parts);
    /** @type {(event: {data: any}) => void} */
    this.onmessage = () => {};
  }

  /** @param {any} task */
  postMessage(task) {
    setTimeout(() => this.onmessage({ data: this.answer(task) }));
  }

  /** @param {any} task */
  answer(task) {
    try {
      return answerOf(this.kernel, task);
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error), id: task.id };
    }
  }
}

/** Hands out blocks of the two stores in work, and collects what comes back. */
export class Futures {
  /**
   * @param {any} page
   * @param {any} start module, page and parts, as a kernel takes them
   * @param {string} script what a worker runs
   * @param {() => void} progress called whenever a block has come
   * @param {(why: string) => void} failed called when a block has not, and will not
   */
  constructor(page, start, script, progress, failed) {
    this.page = page;
    this.start = start;
    this.script = script;
    this.progress = progress;
    this.failed = failed;
    /** @type {Store[]} */
    this.stores = [];
    this.goal = 0;
    this.answered = false;
    this.idle = this.workers();
  }

  /** @returns {any[]} */
  workers() {
    const many = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1));
    try {
      this.address = URL.createObjectURL(new Blob([this.script], { type: "text/javascript" }));
      return Array.from({ length: many }, () => this.worker());
    } catch {
      return [this.listen(new Here(this.start))];
    }
  }

  /**
   * A worker broke. Before any has answered none may be allowed, and the page goes on without;
   * later another takes its place, what it was at is lost, and work stops until more is asked for.
   * @param {any} worker
   * @param {string} why
   */
  broke(worker, why) {
    if (this.here) return;
    if (this.answered) {
      this.lose(this.at.get(worker), why);
      worker.terminate();
      this.idle = [...this.idle.filter((one) => one !== worker), this.worker()];
      return;
    }
    this.here = true;
    this.waiting.clear();
    for (const { broke } of this.looking.values()) broke(new Error(why));
    this.looking.clear();
    this.looks = [];
    this.stores.forEach(again);
    try {
      this.idle = [this.listen(new Here(this.start))];
      this.hand();
    } catch (error) {
      this.failed(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * @param {number|undefined} id of the task that a broken worker was at
   * @param {string} why
   */
  lose(id, why) {
    const looking = this.looking.get(id ?? 0);
    this.looking.delete(id ?? 0);
    this.waiting.delete(id ?? 0);
    if (looking) {
      looking.broke(new Error(why));
      return;
    }
    this.goal = 0;
    this.stores.forEach(again);
    this.failed(why);
  }

  /** Does the page's own thread simulate? */
  here = false;
  /** @type {Map<any, number>} worker -> number of the task it is at */
  at = new Map();
  address = "";

  worker() {
    const made = new Worker(this.address);
    made.onerror = (event) => {
      event.preventDefault();
      this.broke(made, event.message || "a worker broke");
    };
    made.postMessage(this.start);
    return this.listen(made);
  }

  /** @param {any} worker */
  listen(worker) {
    worker.onmessage = (/** @type {{data: any}} */ { data }) => {
      this.idle.push(worker);
      this.take(data);
      this.hand();
    };
    return worker;
  }

  /** @param {any} answer */
  take(answer) {
    const looking = this.looking.get(answer.id);
    if (looking) {
      this.looking.delete(answer.id);
      if (answer.failed === undefined) looking.done(answer);
      else looking.broke(new Error(answer.failed));
      return;
    }
    const store = this.stores.find((one) => one === this.waiting.get(answer.id));
    this.waiting.delete(answer.id);
    if (!store) return;
    if (answer.failed !== undefined) {
      this.goal = 0;
      again(store);
      this.failed(answer.failed);
      return;
    }
    this.answered = true;
    store.add(answer.first, answer.last, answer.columns, answer.daily);
    this.progress();
  }

  /** @type {Map<number, Store>} number of a task -> whose it is */
  waiting = new Map();
  tasks = 0;

  /**
   * From now on these stores are in work, up to that many runs each.
   * @param {Store[]} stores
   * @param {number} goal
   */
  ask(stores, goal) {
    this.stores = stores;
    this.goal = goal;
    for (const store of stores) store.makeRoom(goal);
    this.hand();
  }

  /** @type {Map<number, {done: (answer: any) => void, broke: (why: Error) => void}>} */
  looking = new Map();
  /** @type {any[]} */
  looks = [];

  /**
   * A closer look, ahead of all blocks, over the days of the stores in work unless it says others.
   * @param {any} task `kind` "replay" as `replayOf` takes it, "evenings" as `eveningsOf` does, or
   *   "attacks" as `attacksOf` does
   * @returns {Promise<any>} what that function answers; rejected where the kernel failed
   */
  look(task) {
    const id = ++this.tasks;
    return new Promise((done, broke) => {
      this.looking.set(id, { done, broke });
      this.looks.push({ days: this.stores[0]?.days, ...task, id });
      this.hand();
    });
  }

  hand() {
    while (this.idle.length > 0) {
      if (this.looks.length > 0) {
        this.give(this.looks.shift());
        continue;
      }
      const [store] = this.stores.filter((one) => one.asked < this.goal).sort((a, b) => a.asked - b.asked);
      if (!store) return;
      const first = store.asked;
      const size = BLOCKS.find(([below]) => first < below)?.[1] ?? 1;
      const last = Math.min(first + size, this.goal);
      const id = ++this.tasks;
      store.asked = last;
      this.waiting.set(id, store);
      const { world, plan, days } = store;
      this.give({ id, first, last, world, plan, days, daily: last <= WITH_DAYS });
    }
  }

  /** @param {any} task */
  give(task) {
    const worker = this.idle.pop();
    this.at.set(worker, task.id);
    worker.postMessage(task);
  }
}
