/**
 * One run as a dated story, line by line what `flashpoint explain` prints of it.
 *
 * @typedef {Object<string, any>} StoryEvent a row of the log with names in place of numbers
 * @typedef {{event: number, date: string, depth: number, what: string, why: string}} StoryLine
 * @typedef {{run: number, outcomes: Object<string, number>, events: StoryEvent[]}} Story
 */
import { counted, filledIn, plural, significant } from "./wording.js";

const MILLISECONDS = 86400000;

/**
 * A run that the kernel has replayed, ready to be told.
 * @param {number} run
 * @param {{outcomes: Object<string, number>, log: Object<string, Float64Array>}} replayed
 * @param {any} page
 * @returns {Story}
 */
export function storyOf(run, { outcomes, log }, page) {
  const events = Array.from(log.day, (_, k) => namedEvent(log, k, page));
  return { run, outcomes, events };
}

/**
 * @param {Object<string, Float64Array>} log
 * @param {number} k
 * @param {any} page
 * @returns {StoryEvent}
 */
function namedEvent(log, k, page) {
  const { why, known } = page;
  const row = Object.fromEntries(Object.entries(log).map(([column, values]) => [column, values[k]]));
  const named = Object.fromEntries(["actor", "target", "second"].map((who) => [who, why.names[row[who]]]));
  return {
    ...row,
    ...named,
    event: k,
    date: new Date(Date.parse(page.start) + row.day * MILLISECONDS).toISOString().slice(0, 10),
    action: known.actions[row.action].label,
    action_code: row.action,
    rule: why.rules[row.action],
    replayed: row.day < page.free,
    shock_kind: why.shocks[row.shock_kind] ?? "",
    blamed: why.militias[row.blamed] ?? "",
  };
}

/**
 * One event in words, without its date and cause.
 * @param {StoryEvent} event
 * @param {any} why the page's tables of words
 */
export function describe(event, why) {
  let what = actOf(event, why);
  if (event.actor) what = filledIn(why.event.acts, { ...event, what });
  if (event.target) what = filledIn(event.second ? why.event.on_two : why.event.on, { ...event, what });
  const numbers = why.details
    .map((/** @type {string[]} */ [column, one, many]) => [Math.trunc(event[column]), one, many])
    .filter((/** @type {any[]} */ [n]) => n > 0);
  const details = numbers.map(
    (/** @type {any[]} */ [n, one, many]) => `${counted(n)} ${n === 1 ? one : many}`,
  );
  const isBlamed = why.blamed.includes(event.action_code) && event.blamed !== "";
  if (isBlamed && event.blamed !== event.actor) details.push(filledIn(why.event.blamed, event));
  return details.length > 0 ? filledIn(why.event.with, { what, details: details.join(", ") }) : what;
}

/**
 * @param {StoryEvent} event
 * @param {any} why
 */
function actOf(event, why) {
  const instead = why.instead.find(
    (/** @type {any[]} */ [code, column]) =>
      code === event.action_code && (column === "" || event[column] > 0),
  );
  return instead ? filledIn(instead[2], event) : event.action;
}

/**
 * Why an event happened: its cause, the rule, the probability and the draw.
 * @param {StoryEvent} event
 * @param {any} why
 */
export function reason(event, why) {
  const cause = event.parent < 0 ? why.reason.uncaused : filledIn(why.reason.caused, event);
  const [p, u] = [significant(event.p), significant(event.u)];
  return filledIn(why.reason[kindOfReason(event, why)], { cause, rule: event.rule, p, u });
}

/**
 * @param {StoryEvent} event
 * @param {any} why
 */
function kindOfReason(event, why) {
  if (event.forced === why.forced.history) return "history";
  if (event.forced === why.forced.lever) return "lever";
  if (event.p >= 1) return "follows";
  return event.replayed ? "drawn_in_past" : "drawn";
}

/**
 * Does a story tell this event though it led to nothing?
 * @param {StoryEvent} event
 * @param {any} why
 */
export function isTold(event, why) {
  if (why.quiet.includes(event.action_code) && event.forced === why.forced.free) return false;
  const dead = why.dead.reduce(
    (/** @type {number} */ sum, /** @type {string} */ column) => sum + event[column],
    0,
  );
  const isHarmless = why.harmless.includes(event.action_code) && dead === 0;
  return !isHarmless || event.forced === why.forced.history;
}

/**
 * Lines of the story; without `everything`, what led to nothing and harmed nobody is left out.
 * @param {Story} story
 * @param {any} why
 * @param {boolean} everything
 * @returns {StoryLine[]}
 */
export function storyLines({ events }, why, everything) {
  const shown = events.map((event) => everything || isTold(event, why));
  for (let k = events.length - 1; k >= 0; k--)
    if (shown[k] && events[k].parent >= 0) shown[events[k].parent] = true;
  return events
    .filter((_, k) => shown[k])
    .map((event) => ({
      event: event.event,
      date: event.date,
      depth: Math.min(why.most_indented, event.depth),
      what: describe(event, why),
      why: reason(event, why),
    }));
}

/**
 * What a run comes to, in one line.
 * @param {Story} story
 * @param {any} page
 */
export function storyHead({ run, outcomes, events }, page) {
  const { story } = page.why;
  const tally = (/** @type {string} */ ending) =>
    filledIn(story.counted, {
      attacks: plural(outcomes[`n_rocket_attacks${ending}`], "rocket attack"),
      dead: plural(outcomes[`us_killed${ending}`], "American"),
    });
  const past = events.some((event) => event.replayed);
  const before = past ? filledIn(story.before, { counted: tally(page.known.counters.before) }) : "";
  return filledIn(story.head, { run, peak_rung: outcomes.peak_rung, counted: tally(""), before });
}

/**
 * That war itself is not counted, where it began in this run.
 * @param {Story} story
 * @param {any} page
 */
export function warInStory({ outcomes }, page) {
  const { outcome, sentence, place } = page.war;
  return outcomes[outcome] ? sentence.replace(place, page.why.story.this_run) : "";
}
