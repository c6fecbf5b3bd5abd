/** The branch date along the coded history, and the length: two sliders and what they mean in words. */
import { stopName } from "./branch.js";
import { numberIn } from "./decimals.js";
import { element } from "./drawing.js";
import { isoDate } from "./interventions.js";
import { keepNumber, refuseNumber, takeNumber } from "./refused.js";

/**
 * A date as people write it.
 * @param {string} date
 */
export function longDate(date) {
  const form = /** @type {any} */ ({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return new Date(date).toLocaleDateString("en-GB", form);
}

/**
 * Puts the controls into the page; what comes back shows a setting in them.
 * @param {any} page
 * @param {(id: string) => HTMLElement} at
 * @param {(some: any, moving: boolean) => void} change
 * @returns {(setting: any, view: any) => void}
 */
export function branchControls(page, at, change) {
  const branch = page.stops.length > 1 ? branchSlider(page, change) : null;
  const length = lengthSlider(page, change);
  at("branch").append(...(branch ? [branch.made] : []), length.made);
  return (setting, view) => {
    branch?.show(setting, view);
    length.show(setting, view);
  };
}

/**
 * @param {string} id
 * @param {string} title
 * @param {HTMLElement[]} parts
 */
function labelled(id, title, parts) {
  const said = element("small", { id: `${id}-said` });
  for (const part of parts) part.setAttribute("aria-describedby", `${id}-said`);
  const made = element("div", { class: "lever" }, element("label", { for: id }, title), ...parts, said);
  return { made, said };
}

/**
 * @param {any} page
 * @param {(some: any, moving: boolean) => void} change
 */
function branchSlider(page, change) {
  const last = page.stops.length - 1;
  const ends = { type: "range", id: "branch-date", min: 0, max: last, step: 1 };
  const slider = /** @type {HTMLInputElement} */ (element("input", ends));
  const { made, said } = labelled("branch-date", "The coded history ends, the model goes on", [slider]);
  const give = (/** @type {boolean} */ moving) => {
    const stop = page.stops[Number(slider.value)];
    change({ until: stop.own ? undefined : stopName(stop) }, moving);
  };
  slider.addEventListener("input", () => give(true));
  slider.addEventListener("change", () => give(false));
  const file = page.stops.find((/** @type {any} */ stop) => stop.own);
  const show = (/** @type {any} */ _, /** @type {any} */ { stop, first_free: free }) => {
    slider.value = String(page.stops.findIndex((/** @type {any} */ one) => one.until === stop.until));
    const acts = stop.acts === 1 ? "1 coded act" : `${stop.acts} coded acts`;
    const past =
      stop.until === null ? "No history is replayed" : `Replayed up to ${longDate(stop.until)} (${acts})`;
    const others = stop.own ? "" : ` The scenario file ${cutOf(file)}; the unchanged twin moves along.`;
    slider.setAttribute("aria-valuetext", `${past}, free from ${longDate(free)}`);
    said.textContent = `${past}, free from ${longDate(free)}. Stops are the days of coded acts and the days before them.${others}`;
    made.classList.toggle("set", !stop.own);
  };
  return { made, show };
}

/** @param {any} stop */
function cutOf(stop) {
  return stop.until === null ? "replays no history" : `replays it up to ${longDate(stop.until)}`;
}

/**
 * @param {any} page
 * @param {(some: any, moving: boolean) => void} change
 */
function lengthSlider(page, change) {
  const ends = { min: 1, max: page.longest, step: 1 };
  const slider = /** @type {HTMLInputElement} */ (element("input", { type: "range", id: "length", ...ends }));
  const named = { type: "number", "aria-label": "Length in days: the number" };
  const number = /** @type {HTMLInputElement} */ (element("input", { ...named, ...ends }));
  const { made, said } = labelled("length", "Length in days", [number, slider]);
  const give = (/** @type {HTMLInputElement} */ from, /** @type {boolean} */ moving) => {
    const days = numberIn(from.value, [1, page.longest], true);
    if (days === null) return refuseNumber(number, `a whole number from 1 to ${page.longest}`);
    takeNumber(number);
    change({ days: days === page.days ? undefined : days }, moving);
  };
  slider.addEventListener("input", () => give(slider, true));
  slider.addEventListener("change", () => give(slider, false));
  number.addEventListener("change", () => give(number, false));
  const show = (/** @type {any} */ { days: set }, /** @type {any} */ view) => {
    const { days, free, runs } = view;
    slider.min = number.min = String(view.stop.least);
    slider.value = number.value = String(days);
    keepNumber(number);
    const fewer =
      runs < page.runs
        ? ` So many days leave room for ${runs.toLocaleString("en-GB")} futures instead of ${page.runs.toLocaleString("en-GB")}.`
        : "";
    const twin = set === undefined ? "" : " The unchanged twin is as long.";
    const past = free > 0 ? `${free} replayed and ${days - free} free` : "all free";
    said.textContent = `To ${longDate(isoDate(days - 1, page))}: ${past}.${twin}${fewer}`;
    made.classList.toggle("set", set !== undefined);
  };
  return { made, show };
}
