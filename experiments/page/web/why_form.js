/** Ways to a future that needs no dot: its number, or the next one that ends as one asks. */
import { element } from "./drawing.js";
import { plural } from "./wording.js";

export const WORLDS = ["as set", "unchanged"];
const HIGHEST = "peak_rung";

/**
 * The next future after `run`, round and round, in which an outcome is at its greatest; -1 where it
 * is 0 in all of them.
 * @param {Float64Array} values
 * @param {number} run
 */
export function nextAtGreatest(values, run) {
  const greatest = values.reduce((most, value) => Math.max(most, value), 0);
  if (greatest === 0) return -1;
  const after = values.subarray(run + 1).indexOf(greatest);
  return after >= 0 ? run + 1 + after : values.indexOf(greatest);
}

/** Number, side, and what to look for. */
export class WhyForm {
  /**
   * @param {any} page
   * @param {() => import("./store.js").Store[]} stores as set and unchanged
   * @param {(run: number, side: number) => void} open
   * @param {(why: string) => void} refuse
   */
  constructor(page, stores, open, refuse) {
    this.page = page;
    this.stores = stores;
    this.open = open;
    this.refuse = refuse;
    const last = page.runs - 1;
    const number = { type: "number", id: "why-run", min: 0, max: last, step: 1, value: 0, required: "" };
    this.number = /** @type {HTMLInputElement} */ (element("input", number));
    this.choice = chooser(
      "why-side",
      WORLDS.map((side, k) => [String(k), side]),
    );
    this.wanted = chooser("why-wanted", wantedOutcomes(page));
    const next = element("button", { type: "button" }, "Next such future");
    next.addEventListener("click", () => this.next());
    this.made = element(
      "form",
      { class: "choose", "aria-label": "Choose a future" },
      formLine("why-run", `Future number (0 to ${last.toLocaleString("en-GB")})`, this.number),
      formLine("why-side", "side", this.choice, element("button", { type: "submit" }, "Tell it")),
      formLine("why-wanted", "or one with", this.wanted, next),
    );
    this.made.addEventListener("submit", (event) => {
      event.preventDefault();
      this.open(Number(this.number.value), this.side);
    });
  }

  get side() {
    return Number(this.choice.value);
  }

  /**
   * @param {number} run
   * @param {number} side
   */
  show(run, side) {
    this.number.value = String(run);
    this.choice.value = String(side);
  }

  /** The next future, of those that are there, with what is looked for. */
  next() {
    const { outcomes } = this.page.known;
    const k = outcomes.findIndex((/** @type {any} */ one) => one.name === this.wanted.value);
    const store = this.stores()[this.side];
    const run = nextAtGreatest(store.columns[k].subarray(0, store.have), Number(this.number.value));
    if (run >= 0) this.open(run, this.side);
    else this.refuse(`None of ${plural(store.have, "future")} ${WORLDS[this.side]}.`);
  }
}

/**
 * What can be looked for: the highest rung, and all that happens or not.
 * @param {any} page
 */
function wantedOutcomes(page) {
  const flags = page.known.outcomes.filter((/** @type {any} */ one) => one.kind === "flag");
  const names = flags.map((/** @type {any} */ one) => one.name);
  const named = Object.entries(page.why.compared).filter(([name]) => names.includes(name));
  return [[HIGHEST, "The highest rung seen"], ...named];
}

/**
 * @param {string} id
 * @param {any[]} options values and words
 */
function chooser(id, options) {
  const made = options.map(([value, words]) => element("option", { value }, words));
  return /** @type {HTMLSelectElement} */ (element("select", { id }, ...made));
}

/**
 * @param {string} id
 * @param {string} words
 * @param {...Node} controls
 */
function formLine(id, words, ...controls) {
  return element("span", { class: "buttons" }, element("label", { for: id }, words), ...controls);
}
