/** The causal tree of a run: time across, a lane for each actor, links from cause to effect. */
import { rungOf } from "./causes.js";
import { element, picture, shape } from "./drawing.js";
import { describe } from "./story.js";
import {
  deathsOf,
  drawnCause,
  drawnEvents,
  fittingLabels,
  spreadNodes,
  treeRows,
  weightOf,
} from "./tree_layout.js";
import { counted, plural } from "./wording.js";

const TREE_WIDTH = 940;
const GUTTER = 142;
const MARGIN = 14;
const HEAD_ROOM = 18;
const LANE_HEIGHT = 46;
const FOOT = 20;
const AFTER_WAR = 3;
const DAY_LENGTH = 86400000;
const MOST_MONTHS = 12;
const GUTTER_LETTERS = 22;
const LINE = 12;

/**
 * @param {import("./story.js").Story} story
 * @param {{links: number[], luckiest: number}} way
 * @param {any} page
 * @param {boolean} everything
 * @returns {HTMLElement}
 */
export function causalTree({ run, events }, { links, luckiest }, page, everything) {
  const drawn = drawnEvents(events, links, page, everything);
  const rows = treeRows(
    drawn.map((k) => events[k]),
    page,
  );
  const days = daysDrawn(events, page);
  const height = HEAD_ROOM + rows.length * LANE_HEIGHT + FOOT;
  const nodes = placedNodes(
    drawn.map((k) => events[k]),
    rows,
    days,
    page,
  );
  const label = `Causal tree of future ${run}: ${drawn.length} of ${plural(events.length, "event")}, ${links.length} of them on the way to the highest rung. The lines below tell them one by one.`;
  const parts = [
    ...laneParts(rows, days, height, page),
    ...linkParts(events, nodes, links),
    ...onTop(nodes, links).map((node) => nodePart(node, events[node.event], links, page)),
    ...labelParts(events, nodes, links, luckiest, page),
  ];
  const svg = picture(TREE_WIDTH, height, label, ...parts);
  return element("div", { class: "tree", tabindex: 0, role: "group", "aria-label": "Causal tree" }, svg);
}

/**
 * The whole horizon, or up to the war that stops the run.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {any} page
 */
function daysDrawn(events, page) {
  const isWar = events.some((event) => event.action_code === page.why.war[1]);
  return isWar ? Math.min(page.days, Math.max(...events.map((event) => event.day)) + AFTER_WAR) : page.days;
}

/**
 * @param {number} day
 * @param {number} days
 */
function acrossTree(day, days) {
  return GUTTER + (day / Math.max(1, days - 1)) * (TREE_WIDTH - GUTTER - MARGIN);
}

/**
 * @param {import("./story.js").StoryEvent[]} drawn
 * @param {import("./tree_layout.js").TreeRow[]} rows
 * @param {number} days
 * @param {any} page
 */
function placedNodes(drawn, rows, days, page) {
  const nodes = drawn.map((event) => {
    const row = rows.findIndex(({ actors }) => actors.includes(event.actor));
    const [x, y] = [acrossTree(event.day, days), HEAD_ROOM + (row + 0.5) * LANE_HEIGHT];
    return { event: event.event, rung: rungOf(event, page), row, x, y };
  });
  spreadNodes(nodes, TREE_WIDTH - MARGIN);
  return nodes;
}

/**
 * Lanes with their names, months below, the replayed past marked.
 * @param {import("./tree_layout.js").TreeRow[]} rows
 * @param {number} days
 * @param {number} height
 * @param {any} page
 */
function laneParts(rows, days, height, page) {
  const [bottom, right] = [height - FOOT, TREE_WIDTH - MARGIN];
  const past = Math.min(page.free, days);
  const parts = rows.flatMap(({ title }, row) => {
    const y = HEAD_ROOM + (row + 0.5) * LANE_HEIGHT;
    const lines = brokenTitle(title);
    const names = lines.map((line, k) =>
      shape("text", { x: 0, y: y + 4 + (k - (lines.length - 1) / 2) * LINE, class: "lane" }, line),
    );
    return [shape("line", { class: "track", x1: GUTTER, x2: right, y1: y, y2: y }), ...names];
  });
  if (past > 0) {
    const width = acrossTree(past, days) - GUTTER;
    parts.unshift(shape("rect", { class: "past", x: GUTTER, y: 0, width, height: bottom }));
    if (width > 80) parts.push(shape("text", { x: GUTTER + 4, y: 12 }, "replayed past"));
  }
  return [...parts, ...monthParts(days, bottom, page)];
}

/**
 * A title in lines that the gutter has room for.
 * @param {string} title
 */
function brokenTitle(title) {
  return title.split(" ").reduce((/** @type {string[]} */ lines, word) => {
    const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
    return longer.length > GUTTER_LETTERS ? [...lines, word] : [...lines.slice(0, -1), longer];
  }, []);
}

/**
 * @param {number} days
 * @param {number} bottom
 * @param {any} page
 */
function monthParts(days, bottom, page) {
  const dates = Array.from({ length: days }, (_, day) => new Date(Date.parse(page.start) + day * DAY_LENGTH));
  const firsts = [...dates.entries()].filter(
    ([day, date]) => date.getUTCDate() === 1 || (day === 0 && days < 31),
  );
  const every = Math.ceil(firsts.length / MOST_MONTHS);
  return firsts
    .filter((_, k) => k % every === 0)
    .flatMap(([day, date]) => {
      const x = acrossTree(day, days);
      const name = date.toLocaleString("en-GB", { month: "short", year: "2-digit", timeZone: "UTC" });
      const tick = shape("line", { class: "month", x1: x, x2: x, y1: 0, y2: bottom + 4 });
      return [tick, shape("text", { x: Math.min(x, TREE_WIDTH - 44), y: bottom + 15 }, name)];
    });
}

/**
 * Links from cause to effect; broken where events between are not drawn, bold on the way.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {import("./tree_layout.js").TreeNode[]} nodes
 * @param {number[]} links
 */
function linkParts(events, nodes, links) {
  const places = new Map(nodes.map((node) => [node.event, node]));
  const drawn = new Set(places.keys());
  const parts = nodes.flatMap((node) => {
    const { cause, isNext } = drawnCause(events, node.event, drawn);
    const from = places.get(cause);
    if (!from) return [];
    const onTheWay = links.includes(node.event);
    const kind = `link${onTheWay ? " way" : ""}${isNext ? "" : " over"}`;
    return [{ onTheWay, line: shape("path", { class: kind, d: curve(from, node) }) }];
  });
  return parts.sort((a, b) => Number(a.onTheWay) - Number(b.onTheWay)).map(({ line }) => line);
}

/**
 * @param {import("./tree_layout.js").TreeNode} from
 * @param {import("./tree_layout.js").TreeNode} to
 */
function curve(from, to) {
  const spots = (/** @type {number[]} */ ...numbers) => numbers.map((one) => one.toFixed(1)).join(" ");
  if (from.row === to.row) {
    const up = from.y - Math.min(18, 6 + (to.x - from.x) / 6);
    return `M${spots(from.x, from.y)}Q${spots((from.x + to.x) / 2, up, to.x, to.y)}`;
  }
  const bend = Math.max(8, Math.min(40, Math.abs(to.x - from.x) / 2));
  return `M${spots(from.x, from.y)}C${spots(from.x + bend, from.y, to.x - bend, to.y, to.x, to.y)}`;
}

/**
 * Nodes in the order of drawing: the way and high rungs above the rest.
 * @param {import("./tree_layout.js").TreeNode[]} nodes
 * @param {number[]} links
 */
function onTop(nodes, links) {
  const isWay = (/** @type {import("./tree_layout.js").TreeNode} */ { event }) =>
    Number(links.includes(event));
  return nodes.slice().sort((a, b) => isWay(a) - isWay(b) || a.rung - b.rung);
}

/**
 * A circle for what was drawn by chance, a square for what history or the scenario ordered.
 * @param {import("./tree_layout.js").TreeNode} node
 * @param {import("./story.js").StoryEvent} event
 * @param {number[]} links
 * @param {any} page
 */
function nodePart({ event: k, rung, x, y }, event, links, page) {
  const size = 3.5 + rung * 0.45;
  const kind = `node rung${rung}${links.includes(k) ? " way" : ""}`;
  const title = shape("title", {}, `#${k}  ${event.date}  ${describe(event, page.why)}`);
  const given = { class: kind, "data-event": k };
  if (event.forced === page.why.forced.free)
    return shape("circle", { ...given, cx: x, cy: y, r: size }, title);
  const square = { x: x - size, y: y - size, width: 2 * size, height: 2 * size };
  return shape("rect", { ...given, ...square }, title);
}

/**
 * @param {import("./story.js").StoryEvent[]} events
 * @param {import("./tree_layout.js").TreeNode[]} nodes
 * @param {number[]} links
 * @param {number} luckiest
 * @param {any} page
 */
function labelParts(events, nodes, links, luckiest, page) {
  const matters = (/** @type {import("./tree_layout.js").TreeNode} */ { event }) =>
    (event === luckiest ? 200 : links.includes(event) ? 100 : 0) + weightOf(events[event], page);
  const wanted = nodes
    .filter((node) => matters(node) > 0)
    .sort((a, b) => matters(b) - matters(a))
    .map((node) => ({ node, text: labelOf(events[node.event], node.event === luckiest, page) }));
  return fittingLabels(wanted, nodes, { left: GUTTER, right: TREE_WIDTH }).map(({ node, text, x, y }) => {
    const kind = links.includes(node.event) ? "label way" : "label";
    return shape("text", { class: kind, x: x.toFixed(1), y: y.toFixed(1) }, text);
  });
}

/**
 * @param {import("./story.js").StoryEvent} event
 * @param {boolean} isLuckiest
 * @param {any} page
 */
function labelOf(event, isLuckiest, page) {
  const dead = deathsOf(event);
  const what = event.shock_kind || page.known.actions[event.action_code].short;
  return `${isLuckiest ? "★ " : ""}${what}${dead > 0 ? `, ${counted(dead)} dead` : ""}`;
}
