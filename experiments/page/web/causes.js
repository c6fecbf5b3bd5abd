/** The chain of causes behind the worst act of a run, and the least likely draw on the way. */
import { describe, reason } from "./story.js";
import { filledIn, percent, plural } from "./wording.js";

/**
 * Rung of an event; rockets that kill and salvos that kill stand higher.
 * @param {import("./story.js").StoryEvent} event
 * @param {any} page
 * @returns {number}
 */
export function rungOf(event, page) {
  const higher = page.why.deadlier.find(
    (/** @type {any[]} */ [acts, killed]) =>
      acts.includes(event.action_code) && killed.some((/** @type {string} */ column) => event[column] > 0),
  );
  return higher ? higher[2] : page.known.actions[event.action_code].rung;
}

/**
 * Event `k` and all that led to it, the root first.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {number} k
 */
export function chainTo(events, k) {
  const links = [];
  for (let link = k; link >= 0; link = events[link].parent) links.unshift(link);
  return links;
}

/**
 * The first act on the highest rung that the run reaches once nothing is replayed; -1 where it is
 * never on the ladder. Open war, where it begins, is the highest there is.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {any} page
 */
export function worstOf(events, page) {
  const rungs = events.map((event) => (event.replayed ? 0 : rungOf(event, page)));
  const highest = Math.max(0, ...rungs);
  return highest === 0 ? -1 : rungs.indexOf(highest);
}

/**
 * The link that had the smallest chance; -1 where nothing on the way was drawn.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {number[]} links
 * @param {any} why
 */
export function luckiestOf(events, links, why) {
  const drawn = links.filter((k) => events[k].forced === why.forced.free && events[k].p < 1);
  return drawn.reduce((least, k) => (least < 0 || events[k].p < events[least].p ? k : least), -1);
}

/**
 * Links to tell: all, or both ends of a long chain and the luckiest.
 * @param {number[]} links
 * @param {number} least
 * @param {[number, number]} ends
 */
function toldLinks(links, least, [head, tail]) {
  if (links.length <= head + tail) return links;
  return links.filter((k, place) => place < head || place >= links.length - tail || k === least);
}

/**
 * The way to the worst act, in the words of `flashpoint explain` where that is war.
 * @param {import("./story.js").Story} story
 * @param {any} page
 * @returns {{head: string, links: number[], luckiest: number, luck: string,
 *   rows: {event: number, between: string, date: string, what: string, why: string}[]}}
 *   `between` says how many links are left out before a row
 */
export function wayToWorst({ events }, page) {
  const { why } = page;
  const worst = worstOf(events, page);
  if (worst < 0) {
    const head = filledIn(why.worst.none, page);
    return { head, links: [], luckiest: -1, luck: "", rows: [] };
  }
  const links = chainTo(events, worst);
  const luckiest = luckiestOf(events, links, why);
  const told = toldLinks(links, luckiest, why.ends);
  const rows = told.map((k, n) => {
    const left = links.indexOf(k) - (n > 0 ? links.indexOf(told[n - 1]) : -1) - 1;
    const between = left > 0 ? filledIn(why.way.between, { links: plural(left, "link") }) : "";
    const { date } = events[k];
    return { event: k, between, date, what: describe(events[k], why), why: reason(events[k], why) };
  });
  return { ...wordsOfWay(events, links, luckiest, page), links, luckiest, rows };
}

/**
 * @param {import("./story.js").StoryEvent[]} events
 * @param {number[]} links
 * @param {number} luckiest
 * @param {any} page
 */
function wordsOfWay(events, links, luckiest, page) {
  const { why, known } = page;
  const worst = events[links[links.length - 1]];
  const words = worst.action_code === why.war[1] ? why.way : { ...why.way, ...why.worst };
  const head = filledIn(words.head, {
    day: worst.date,
    links: plural(links.length, "link"),
    rung: `${rungOf(worst, page)}, ${known.rungs[rungOf(worst, page)]}`,
  });
  const chance = luckiest < 0 ? "" : percent(events[luckiest].p);
  const luck = luckiest < 0 ? why.way.no_luck : filledIn(words.luck, { event: luckiest, chance });
  return { head, luck };
}
