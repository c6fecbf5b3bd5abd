/** Where a future parts from its twin, as a reader sees it. */
import { element } from "./drawing.js";
import { aloneWords, firstWords, leaningWords, partingHead, partingOf } from "./parting.js";
import { storyLines } from "./story.js";
import { WORLDS } from "./why_form.js";
import { significant } from "./wording.js";

/**
 * Where the run parts from its twin, what follows on either side, and how the two end.
 * @param {import("./story.js").Story[]} stories
 * @param {number} run
 * @param {any} page
 */
export function partingParts(stories, run, page) {
  const heading = element("h4", {}, "Where it parts from its twin");
  if (stories.length === 1) {
    const why = "Nothing is set, so this future and its twin are one. Move a lever, and tell it anew.";
    return [heading, element("p", { class: "note" }, why)];
  }
  const { why } = page;
  const parting = partingOf(stories[0], stories[1], why);
  const isSame = parting.sides.every((side) => side.alone.length === 0);
  const leans = leaningWords(parting, stories, why);
  const parts = [heading, element("p", {}, partingHead(parting, run, why))];
  if (leans !== "") parts.push(element("p", {}, leans));
  if (!isSame) parts.push(...WORLDS.map((_, at) => sidePart(stories, parting, at, why)));
  if (parting.outcomes.length > 0) parts.push(outcomesTable(parting, page));
  else parts.push(element("p", { class: "note" }, "Both end alike in every headline outcome."));
  return parts;
}

/**
 * @param {import("./story.js").Story[]} stories
 * @param {import("./parting.js").Parting} parting
 * @param {number} at
 * @param {any} why
 */
function sidePart(stories, { sides }, at, why) {
  const alone = new Set(sides[at].alone);
  const rows = storyLines(stories[at], why, false).filter(({ event }) => alone.has(event));
  const shown = rows.slice(0, why.most).map(({ event, date, what, why: cause }) => {
    const follows = sides[at].follow.includes(event) ? " follows" : "";
    return element(
      "li",
      { class: follows.trim() },
      `${date} ${what}`,
      element("small", {}, `#${event}: ${cause}`),
    );
  });
  const more = rows.length - shown.length;
  if (more > 0)
    shown.push(
      element("li", { class: "between" }, `… and ${more} more that ${more === 1 ? "matters" : "matter"}`),
    );
  const kind = at === 0 ? "mine" : "twin";
  const list = element("ol", { class: "way" }, ...shown);
  const count = element("summary", {}, `Only ${WORLDS[at]}: ${aloneWords(sides[at], why)}`);
  const first = element(
    "p",
    { class: kind },
    element("b", {}, `${WORLDS[at]}: `),
    firstWords(stories, sides, at, why),
  );
  if (shown.length === 0) return element("div", {}, first, element("p", {}, count.textContent ?? ""));
  return element("div", {}, first, element("details", {}, count, list));
}

/**
 * @param {import("./parting.js").Parting} parting
 * @param {any} page
 */
function outcomesTable({ outcomes }, page) {
  const cell = (/** @type {number} */ value) => element("td", {}, significant(value, 6));
  const rows = outcomes.map(([name, mine, twin]) => {
    const { unit } = page.known.outcomes.find((/** @type {any} */ one) => one.name === name);
    const head = element("th", { scope: "row" }, `${page.why.compared[name]} (${unit})`);
    return element("tr", {}, head, cell(mine), cell(twin));
  });
  const heads = ["", ...WORLDS].map((text) => element("th", { scope: "col" }, text));
  const caption = element("caption", {}, "Outcomes that differ");
  return element(
    "table",
    {},
    caption,
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows),
  );
}
