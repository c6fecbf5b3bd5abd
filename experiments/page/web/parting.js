/** Where a run parts from its twin, what follows on each side, and how the two end. */
import { describe, reason } from "./story.js";
import { filledIn, plural, significant } from "./wording.js";

const SAME_CHANCE = 1e-12;

/**
 * @typedef {{first: number, alone: number[], follow: number[]}} Side
 *   first event with which this side parts, -1 if it only lacks one; events that the other side does
 *   not have; those of them that the first one caused
 * @typedef {{shared: number, leaning: number, sides: Side[], outcomes: [string, number, number][]}} Parting
 *   events before the two part; first shared event whose chance differs, -1 for none
 */

/**
 * Where two stories of one run part.
 * @param {import("./story.js").Story} a
 * @param {import("./story.js").Story} b
 * @param {any} why
 * @returns {Parting}
 */
export function partingOf(a, b, why) {
  const keys = [a, b].map(({ events }) =>
    events.map((event) => JSON.stringify(why.what.map((/** @type {string} */ column) => event[column]))),
  );
  const least = Math.min(keys[0].length, keys[1].length);
  let shared = 0;
  while (shared < least && keys[0][shared] === keys[1][shared]) shared++;
  const isApart = (/** @type {number} */ k) => Math.abs(a.events[k].p - b.events[k].p) > SAME_CHANCE;
  const leaning = Array.from({ length: shared }, (_, k) => k).findIndex(isApart);
  const outcomes = Object.keys(why.compared).filter((name) => a.outcomes[name] !== b.outcomes[name]);
  return {
    shared,
    leaning,
    sides: [partedSide(a.events, keys[0], keys[1], shared), partedSide(b.events, keys[1], keys[0], shared)],
    outcomes: outcomes.map((name) => [name, a.outcomes[name], b.outcomes[name]]),
  };
}

/**
 * What one side has alone; equal events are matched one to one, whatever their place.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {string[]} mine
 * @param {string[]} other
 * @param {number} shared
 * @returns {Side}
 */
function partedSide(events, mine, other, shared) {
  const left = new Map();
  for (const key of other.slice(shared)) left.set(key, (left.get(key) ?? 0) + 1);
  const alone = [];
  for (let k = shared; k < mine.length; k++) {
    const many = left.get(mine[k]) ?? 0;
    if (many > 0) left.set(mine[k], many - 1);
    else alone.push(k);
  }
  const first = alone[0] === shared ? shared : -1;
  const caused = descendants(events, first);
  return { first, alone, follow: alone.filter((k) => caused.has(k)) };
}

/**
 * All that an event caused, at whatever remove. Causes come before their effects in the log.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {number} first
 */
function descendants(events, first) {
  const caused = new Set(first < 0 ? [] : [first]);
  for (let k = first + 1; first >= 0 && k < events.length; k++)
    if (caused.has(events[k].parent)) caused.add(k);
  caused.delete(first);
  return caused;
}

/**
 * That the two sides part, or that they do not.
 * @param {Parting} parting
 * @param {number} run
 * @param {any} why
 */
export function partingHead({ shared, sides }, run, why) {
  if (sides.every((side) => side.alone.length === 0))
    return filledIn(why.parting.same, { run, events: plural(shared, "event") });
  return filledIn(why.parting.part, { run, events: plural(shared, "shared event") });
}

/**
 * The first thing that one side does and the other does not.
 * @param {import("./story.js").Story[]} stories
 * @param {Side[]} sides
 * @param {number} at which side, 0 or 1
 * @param {any} why
 */
export function firstWords(stories, sides, at, why) {
  const { events } = stories[at];
  const { first } = sides[at];
  if (first >= 0) {
    const event = events[first];
    const said = { date: event.date, what: describe(event, why), why: reason(event, why) };
    return filledIn(why.parting.first, said);
  }
  const theirs = sides[1 - at].first;
  const date = theirs < 0 ? undefined : laterOn(events, stories[1 - at].events[theirs])?.date;
  const until = date === undefined ? "" : filledIn(why.parting.until, { date });
  return filledIn(why.parting.nothing, { until, missed: "" });
}

/**
 * The same act done after all, after the two have parted.
 * @param {import("./story.js").StoryEvent[]} events
 * @param {import("./story.js").StoryEvent} other
 */
function laterOn(events, other) {
  const isSame = (/** @type {import("./story.js").StoryEvent} */ event) =>
    ["action", "actor", "target"].every((column) => event[column] === other[column]);
  return events.slice(other.event).find(isSame);
}

/**
 * A chance that differs before anything does; empty where none does.
 * @param {Parting} parting
 * @param {import("./story.js").Story[]} stories
 * @param {any} why
 */
export function leaningWords({ leaning }, stories, why) {
  if (leaning < 0) return "";
  const [p, q] = stories.map(({ events }) => significant(events[leaning].p));
  const event = stories[0].events[leaning];
  return filledIn(why.parting.leaning, { date: event.date, what: describe(event, why), p, q });
}

/**
 * How many events one side has alone, and how many of them its first one caused.
 * @param {Side} side
 * @param {any} why
 */
export function aloneWords({ first, alone, follow }, why) {
  if (alone.length === 0) return why.parting.none_alone;
  const n = follow.length;
  const caused = first < 0 ? "" : filledIn(why.parting.caused, { n, follow: n === 1 ? "follows" : "follow" });
  return filledIn(why.parting.alone, { events: plural(alone.length, "event"), caused });
}
