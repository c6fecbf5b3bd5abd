/**
 * The scenarios of a page: the one that twins come from, and others that a reader may choose.
 *
 * Of each other scenario the page holds what differs. Its whole is put together when it is chosen.
 */
import { element } from "./drawing.js";
import { withTables } from "./tables.js";

const BASE = "";
const BY_WORD = ["world", "plan"];

/**
 * The scenario that a setting is of; that of the twins is called nothing.
 * @param {any} setting
 * @param {any} page
 * @returns {string}
 */
export function caseOf(setting, page) {
  return setting.case ?? page.first_case ?? BASE;
}

/**
 * A part of which a case says the words that differ.
 * @param {ArrayBuffer} base
 * @param {ArrayBuffer} at numbers of words, 32 bits each
 * @param {ArrayBuffer} words
 */
function patched(base, at, words) {
  const made = new BigInt64Array(base.slice(0));
  const values = new BigInt64Array(words);
  new Int32Array(at).forEach((word, k) => {
    made[word] = values[k];
  });
  return made.buffer;
}

/** All scenarios of a page by name. */
export class Cases {
  /**
   * @param {any} told
   * @param {Object<string, ArrayBuffer>} parts
   */
  constructor(told, parts) {
    this.told = told;
    this.parts = parts;
    /** @type {Map<string, {page: any, parts: Object<string, ArrayBuffer>}>} */
    this.made = new Map([[BASE, { page: { ...withTables(told, parts), case: BASE }, parts }]]);
  }

  /** The one that twins come from. */
  get base() {
    return this.of(BASE);
  }

  /** @param {string} id */
  knows(id) {
    return id === BASE || (this.told.cases ?? []).some((/** @type {any} */ one) => one.id === id);
  }

  /**
   * Page and parts of a scenario that the page knows.
   * @param {string} id
   */
  of(id) {
    const there = this.made.get(id);
    if (there) return there;
    const row = this.told.cases.find((/** @type {any} */ one) => one.id === id);
    const told = { ...this.told, ...row.told };
    const parts = this.partsOf(id);
    const made = { page: { ...withTables(told, parts), case: id }, parts };
    this.made.set(id, made);
    return made;
  }

  /** @param {string} id */
  partsOf(id) {
    const mine = Object.entries(this.parts).filter(([name]) => name.startsWith(`${id}/`));
    const own = Object.fromEntries(mine.map(([name, part]) => [name.slice(id.length + 1), part]));
    const found = { ...this.parts, ...own };
    for (const name of BY_WORD) {
      const at = own[`${name}/at`];
      if (at) found[name] = patched(this.parts[name], at, own[`${name}/words`]);
    }
    return found;
  }

  /**
   * The scenario that a link is of, before the rest of it is read; the first one for one that is not
   * known, which the reading then refuses.
   * @param {string} text
   */
  named(text) {
    const found = /(?:^|&)case=(\w*)(?:&|$)/.exec(text);
    const id = found ? found[1] : caseOf({}, this.told);
    return this.of(this.knows(id) ? id : caseOf({}, this.told));
  }
}

/**
 * `case` of a link into a setting; false where it is not the scenario of this page.
 * @param {string} text
 * @param {any} page
 * @param {any} found
 */
export function readCase(text, page, found) {
  if (!page.cases || text !== page.case) return false;
  if (text !== page.first_case) found.case = text;
  return true;
}

/**
 * It as pairs of a link.
 * @param {any} setting
 * @returns {[string, string][]}
 */
export function casePairs(setting) {
  return setting.case === undefined ? [] : [["case", setting.case]];
}

/**
 * Puts the choice of a scenario into the page, where it holds several.
 * @param {Cases} cases
 * @param {HTMLElement} into
 * @param {(id: string) => void} choose
 * @returns {(id: string) => void} shows which is chosen
 */
export function caseControl(cases, into, choose) {
  const { told } = cases;
  if (!told.cases) return () => {};
  const rows = [{ id: BASE, title: `${told.base_title}, which twins come from` }, ...told.cases];
  const options = rows.map(({ id, title }) => element("option", { value: id }, title));
  const select = /** @type {HTMLSelectElement} */ (element("select", { id: "case" }, ...options));
  select.addEventListener("change", () => choose(select.value));
  into.append(element("label", { for: "case" }, "Scenario as set"), select);
  return (id) => {
    select.value = id;
  };
}
