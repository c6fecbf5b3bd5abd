/** Where the events of a causal tree stand: which are drawn, in which lane, and whose label fits. */
import { rungOf } from "./causes.js";
import { isTold } from "./story.js";

const MOST_DRAWN = 34;
const DEATHS = ["us_killed", "partner_killed", "iraqi_killed", "fighters_killed", "iranian_killed"];
const MANY_DEATHS = 50;
const KILLING = 2;
const NODE_STEP = 8;
const LETTER_WIDTH = 6.1;
const LABEL_HEIGHT = 12;

/**
 * @typedef {{title: string, actors: string[]}} TreeRow
 * @typedef {{event: number, rung: number, row: number, x: number, y: number}} TreeNode
 */

/**
 * Everybody whom an event killed.
 * @param {import("./story.js").StoryEvent} event
 */
export function deathsOf(event) {
  return DEATHS.reduce((sum, column) => sum + event[column], 0);
}

/**
 * How much an event matters to one who looks: its rung and its dead, else the weight of its act.
 * @param {import("./story.js").StoryEvent} event
 * @param {any} page
 * @returns {number}
 */
export function weightOf(event, page) {
  const rung = rungOf(event, page);
  if (rung >= KILLING) return rung + Math.min(0.9, deathsOf(event) / MANY_DEATHS);
  return page.why.weights[event.action_code] ?? 0;
}

/**
 * Events that are drawn: all, or the chain and those that matter most beside it.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {number[]} links
 * @param {any} page
 * @param {boolean} everything
 * @returns {number[]}
 */
export function drawnEvents(events, links, page, everything) {
  if (everything) return events.map((event) => event.event);
  const told = events.filter((event) => isTold(event, page.why)).map((event) => event.event);
  const weight = new Map(told.map((k) => [k, weightOf(events[k], page)]));
  const first = told.slice().sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0) || a - b);
  return [...new Set([...links, ...first.slice(0, MOST_DRAWN)])].sort((a, b) => a - b);
}

/**
 * The cause of an event that is drawn as well, at whatever remove; -1 for none.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {number} k
 * @param {Set<number>} drawn
 * @returns {{cause: number, isNext: boolean}} is it the next one?
 */
export function drawnCause(events, k, drawn) {
  let cause = events[k].parent;
  while (cause >= 0 && !drawn.has(cause)) cause = events[cause].parent;
  return { cause, isNext: cause === events[k].parent };
}

/**
 * Rows from top to bottom: a lane for each actor, a row for each member of a kind that acts.
 * @param {import("./story.js").StoryEvent[]} acting
 * @param {any} page
 * @returns {TreeRow[]}
 */
export function treeRows(acting, page) {
  const { lanes, titles } = page.why;
  const present = [...new Set(acting.map((event) => event.actor))];
  const ofMany = (/** @type {string} */ title) => present.filter((who) => partOf(who, page) === title);
  const rows = lanes.flatMap((/** @type {any[]} */ [title, actors, isKind]) => {
    const together = actors.filter((/** @type {string} */ who) => present.includes(who));
    const members = isKind ? ofMany(title).map((who) => ({ title: titles[who] ?? who, actors: [who] })) : [];
    return together.length > 0 ? [...members, { title, actors: together }] : members;
  });
  const placed = rows.flatMap((/** @type {TreeRow} */ row) => row.actors);
  const others = present.filter((who) => !placed.includes(who));
  return [...rows, ...others.map((who) => ({ title: titles[who] ?? who, actors: [who] }))];
}

/**
 * The lane that a member of a kind belongs to.
 * @param {string} who
 * @param {any} page
 */
function partOf(who, page) {
  const { lanes, militias, names } = page.why;
  if (militias.includes(who))
    return lanes.find((/** @type {any[]} */ [, actors]) => actors.includes("militias"))[0];
  const first = page.known.actors.blocks.forces;
  const isForce = Object.entries(names).some(([id, name]) => name === who && Number(id) >= first);
  return isForce ? lanes.find((/** @type {any[]} */ [, actors]) => actors.includes("forces"))[0] : "";
}

/**
 * Acts in one lane on one day stand side by side; all others where their day is.
 * @param {TreeNode[]} nodes
 * @param {number} right the last place
 */
export function spreadNodes(nodes, right) {
  /** @type {Map<string, TreeNode[]>} */
  const days = new Map();
  for (const node of nodes) {
    const day = `${node.row} ${node.x}`;
    days.set(day, [...(days.get(day) ?? []), node]);
  }
  for (const same of days.values()) {
    const middle = Math.min(same[0].x, right - ((same.length - 1) / 2) * NODE_STEP);
    same.forEach((node, k) => {
      node.x = middle + (k - (same.length - 1) / 2) * NODE_STEP;
    });
  }
}

/**
 * Labels that fit, those first that matter most: beside their node, clear of each other and of nodes.
 * @param {{node: TreeNode, text: string}[]} wanted in the order of what matters
 * @param {TreeNode[]} nodes
 * @param {{left: number, right: number}} room
 * @returns {{node: TreeNode, text: string, x: number, y: number}[]}
 */
export function fittingLabels(wanted, nodes, { left, right }) {
  /** @type {{x: number, y: number, width: number, height: number}[]} */
  const taken = nodes.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
  return wanted.flatMap(({ node, text }) => {
    const width = text.length * LETTER_WIDTH;
    const starts = [node.x - 4, node.x - width + 4, node.x - width / 2];
    const places = [-9 - LABEL_HEIGHT, 7].flatMap((down) =>
      starts.map((x) => ({ x, y: node.y + down, width, height: LABEL_HEIGHT })),
    );
    const fits = places.find(
      (box) => box.x >= left && box.x + width <= right && !taken.some((other) => boxesMeet(box, other)),
    );
    if (!fits) return [];
    taken.push(fits);
    return [{ node, text, x: fits.x, y: fits.y + LABEL_HEIGHT - 3 }];
  });
}

/**
 * @param {{x: number, y: number, width: number, height: number}} a
 * @param {{x: number, y: number, width: number, height: number}} b
 */
function boxesMeet(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
