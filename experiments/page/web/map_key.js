/** What the marks of a map mean, and the same numbers as a table. */
import { dateOf } from "./by_day.js";
import { element, picture, shape, short } from "./drawing.js";
import { HALO, RECENT, holderClass } from "./map.js";
import { SITE } from "./projection.js";

/**
 * One row of the key. The words beside the picture say what it is.
 * @param {string} text
 * @param {...any} drawn
 */
function keyRow(text, ...drawn) {
  const patch = picture(22, 22, "", ...drawn);
  patch.setAttribute("aria-hidden", "true");
  return element("li", {}, patch, text);
}

/**
 * @param {any} page
 * @param {import("./map.js").Scale} scale
 */
export function mapKey(page, scale) {
  const middle = { cx: 11, cy: 11 };
  const rows = [
    keyRow(
      `site: this dot is ${short(scale.troops)} troops`,
      shape("circle", { class: "site", ...middle, r: SITE }),
    ),
    keyRow(
      `rocket attacks on a site in ${RECENT} days: this ring is ${short(scale.attacks * (SITE / HALO) ** 2)}`,
      shape("circle", { class: "halo", ...middle, r: SITE }),
    ),
    keyRow(
      `ISIS strength in an area: this shade is ${short(scale.strength)}; all areas together began with 1`,
      shape("circle", { class: "isis", ...middle, r: 9, "fill-opacity": 0.85 }),
    ),
  ];
  const holders = page.map.holders.map((/** @type {any} */ one, /** @type {number} */ k) =>
    keyRow(
      one.title,
      shape("circle", { class: `ring ${holderClass(k)}`, ...middle, r: 9, pathLength: 100 }),
      shape("text", { class: "mark", x: 11, y: 14.2, "text-anchor": "middle" }, one.mark),
    ),
  );
  return element("ul", { class: "key map-key" }, ...rows, ...holders);
}

/**
 * @param {string} head
 * @param {string[]} names of the columns
 * @param {(string|number)[][]} rows the first of each names the row
 */
function tableOf(head, names, rows) {
  const top = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
  const body = rows.map(([first, ...rest]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, String(first)),
      ...rest.map((one) => element("td", {}, String(one))),
    ),
  );
  return element(
    "table",
    {},
    element("caption", {}, head),
    element("thead", {}, top),
    element("tbody", {}, ...body),
  );
}

/**
 * All numbers of a day's maps.
 * @param {any} page
 * @param {[string, import("./map_days.js").MapDays][]} sides with their names
 * @param {number} day
 */
export function mapTables(page, sides, day) {
  const { areas, sites, holders } = page.map;
  const each = (/** @type {string} */ what) =>
    sides.map(([name]) => (sides.length > 1 ? `${what}, ${name}` : what));
  const held = (/** @type {import("./map_days.js").MapDays} */ side, /** @type {number} */ a) => {
    const found = side
      .shares(a, day)
      .map((share, k) => /** @type {[number, string]} */ ([share, holders[k].title]));
    const some = found.filter(([share]) => share > 0).sort(([one], [two]) => two - one);
    return some.map(([share, title]) => (share < 1 ? `${title} ${short(100 * share)} %` : title)).join(", ");
  };
  const ofAreas = areas.map((/** @type {any} */ one, /** @type {number} */ a) => [
    one.title,
    ...sides.map(([, side]) => short(side.strength(a, day))),
    ...sides.map(([, side]) => held(side, a)),
  ]);
  const ofSites = sites.map((/** @type {any} */ one, /** @type {number} */ s) => [
    `${s + 1} ${one.title}`,
    ...sides.map(([, side]) => short(side.troops(s, day))),
    ...sides.map(([, side]) => short(side.attacks(s, day))),
  ]);
  return [
    tableOf(`Sites on ${dateOf(page, day)}`, ["site", ...each("troops"), ...each("attacks so far")], ofSites),
    tableOf(`Areas on ${dateOf(page, day)}`, ["area", ...each("ISIS strength"), ...each("held by")], ofAreas),
  ];
}
