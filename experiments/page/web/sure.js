/** How sure the number of futures makes a mean: its error with few, with all, and the spread beside. */
import { shareText } from "./dots.js";
import { element, short, withError } from "./drawing.js";
import { lineOf, meanOf, quantile } from "./statistics.js";

const FEW = 300;
const SPREAD = [0.05, 0.95];

/**
 * One row for each outcome that is shown: the mean as set, its error, and what luck and open
 * parameters leave of it.
 * @param {any} page
 * @param {number} goal futures that there will be
 * @param {import("./store.js").Store} store
 * @param {number} n futures that there are
 */
export function sureTable(page, goal, store, n) {
  const few = Math.min(FEW, n);
  const counts = [`with ${thousands(few)} futures`, `with ${thousands(n)}`];
  const titles = ["mean as set, ±", ...counts, "5 % to 95 % of futures"];
  const head = titles.map((title) => element("th", { scope: "col" }, title));
  const rows = page.shown.map((/** @type {string} */ name) => {
    const k = page.known.outcomes.findIndex((/** @type {any} */ one) => one.name === name);
    return outcomeRow(page.known.outcomes[k], page, store.columns[k].subarray(0, n), few);
  });
  const growing = n < goal ? ` It grows to ${thousands(goal)} futures.` : "";
  const caption = `The number of runs blurs a mean; luck and open parameters spread the futures themselves.${growing}`;
  return element(
    "table",
    { class: "sure" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
}

/**
 * @param {any} outcome
 * @param {any} page
 * @param {Float64Array} values
 * @param {number} few
 */
function outcomeRow(outcome, page, values, few) {
  const share = outcome.kind === "flag";
  const means = [values.subarray(0, few), values].map((some) => {
    if (share) return shareText(meanOf(some), some.length, page.z95);
    const { mean, error } = lineOf(outcome, some, page.z95);
    return error > 0 ? withError(mean, error) : short(mean);
  });
  const sorted = values.slice().sort();
  const spread = share ? "yes or no" : SPREAD.map((level) => short(quantile(sorted, level))).join(" to ");
  const cells = [...means, spread];
  const title = element("th", { scope: "row" }, `${page.headings[outcome.name]}${share ? "" : ` (${outcome.unit})`}`);
  return element("tr", {}, title, ...cells.map((cell) => element("td", {}, cell)));
}

/** @param {number} count */
function thousands(count) {
  return count.toLocaleString("en-GB");
}
