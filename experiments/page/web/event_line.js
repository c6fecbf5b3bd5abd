/** An event of a log as a line, and where it happened. */

/**
 * @param {number} id an identifier of the log
 * @param {any} page
 * @returns {?{title: string, spot?: number[]}} null for nobody
 */
function namedBy(id, page) {
  const single = page.map.names[String(id)];
  if (single !== undefined) return single === "" ? null : { title: single };
  const { blocks } = page.known.actors;
  const [kind] = Object.keys(blocks)
    .filter((name) => blocks[name] <= id)
    .sort((a, b) => blocks[b] - blocks[a]);
  const of = { militias: page.places.militia, sites: page.map.sites, areas: page.map.areas };
  const forces = page.map.holders.slice(1);
  return { ...of, forces }[kind][id - blocks[kind]];
}

/**
 * Who did what, whom it struck, and how many died.
 * @param {any} page
 * @param {Object<string, Float64Array>} log
 * @param {number} row
 */
export function eventLine(page, log, row) {
  const action = page.known.actions[log.action[row]];
  const [actor, target, second] = ["actor", "target", "second"].map(
    (name) => namedBy(log[name][row], page)?.title,
  );
  const dead = Object.keys(log)
    .filter((name) => name.endsWith("_killed"))
    .reduce((sum, name) => sum + log[name][row], 0);
  const where = action.target ? [target, second].filter((one) => one).join(" and ") : "";
  const who = actor ? `${actor}: ` : "";
  return `${who}${action.short || action.label}${where ? `, ${where}` : ""}${dead > 0 ? ` (${dead} killed)` : ""}`;
}

/**
 * Places of an event: what it struck, or where who acted stands; none for those who stand nowhere.
 * @param {any} page
 * @param {Object<string, Float64Array>} log
 * @param {number} row
 * @returns {number[][]}
 */
export function eventSpots(page, log, row) {
  const spots = ["target", "second"].map((name) => namedBy(log[name][row], page)?.spot);
  const found = spots.some((spot) => spot) ? spots : [namedBy(log.actor[row], page)?.spot];
  return /** @type {number[][]} */ (found.filter((spot) => spot !== undefined));
}
