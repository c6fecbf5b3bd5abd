/** Dots to choose from: by mouse, finger or keyboard, each opens a future that it stands for. */
import { short } from "./drawing.js";

const REACH = 14;
const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * A future that a dot stands for: of all that end as it says, the one in its place among those dots
 * that say the same, so that dots alike open futures that are not.
 * @param {Float64Array} values of an outcome, future by future
 * @param {number} value
 * @param {number} place of the dot among those with this value
 * @param {number} many dots with this value
 */
export function futureFor(values, value, place, many) {
  const matching = Array.from(values.keys()).filter((run) => values[run] === value);
  return matching.length === 0 ? -1 : matching[Math.floor(((place + 0.5) * matching.length) / many)];
}

/**
 * Lets a reader choose a dot of a card.
 * @param {HTMLElement} card
 * @param {any} outcome
 * @param {Float64Array[]} sides values as set and unchanged
 * @param {(run: number, side: number, place: string) => void} open
 */
export function choosable(card, outcome, sides, open) {
  const svg = /** @type {any} */ (card.querySelector("svg"));
  const dots = Array.from(svg.querySelectorAll("[data-side]"));
  if (dots.length === 0) return;
  svg.setAttribute("role", "group");
  svg.classList.add("choosable");
  for (const [k, dot] of dots.entries()) {
    const words = wordsOf(outcome, Number(dot.dataset.side), Number(dot.dataset.value));
    const given = {
      role: "button",
      tabindex: "-1",
      "aria-label": words,
      "data-place": `${outcome.name}.${k}`,
    };
    for (const [key, value] of Object.entries(given)) dot.setAttribute(key, value);
  }
  dots[0].setAttribute("tabindex", "0");
  const choose = (/** @type {any} */ dot) => {
    const { side, value } = dot.dataset;
    const alike = dots.filter((one) => one.dataset.side === side && one.dataset.value === value);
    const run = futureFor(sides[side], Number(value), alike.indexOf(dot), alike.length);
    if (run >= 0) open(run, Number(side), dot.dataset.place);
  };
  svg.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const dot = nearestOf(dots, event);
    if (dot) choose(dot);
  });
  svg.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" || event.key === " ") choose(event.target);
    else if (!move(dots, event)) return;
    event.preventDefault();
  });
}

/**
 * The place of the dot that has the focus, if one has: dots are drawn anew as futures come in.
 * @returns {?string}
 */
export function focusedPlace() {
  return document.activeElement?.getAttribute("data-place") ?? null;
}

/**
 * Gives the focus to the dot in a place.
 * @param {?string} place
 * @returns {boolean} is there one?
 */
export function focusPlace(place) {
  const dots = Array.from(document.querySelectorAll("[data-place]"));
  const dot = /** @type {any} */ (dots.find((one) => one.getAttribute("data-place") === place));
  dot?.focus({ preventScroll: true });
  return dot !== undefined;
}

/**
 * What a dot stands for.
 * @param {any} outcome
 * @param {number} side
 * @param {number} value
 */
function wordsOf(outcome, side, value) {
  const which = side === 0 ? "as set" : "unchanged";
  if (outcome.kind !== "flag") return `${which}: ${short(value)} ${outcome.unit}`;
  return `${which}: ${value === 1 ? "it happens" : "it does not happen"}`;
}

/**
 * The dot that is meant: fingers are larger than dots.
 * @param {any[]} dots
 * @param {MouseEvent} event
 */
function nearestOf(dots, { clientX, clientY }) {
  const far = dots.map((dot) => {
    const box = dot.getBoundingClientRect();
    return Math.hypot(box.x + box.width / 2 - clientX, box.y + box.height / 2 - clientY);
  });
  const least = Math.min(...far);
  return least <= REACH ? dots[far.indexOf(least)] : null;
}

/**
 * From dot to dot by the arrows; one of them is in the order of the tab key.
 * @param {any[]} dots
 * @param {KeyboardEvent} event
 * @returns {boolean} was it one of those keys?
 */
function move(dots, event) {
  const ends = { Home: 0, End: dots.length - 1 };
  const from = dots.indexOf(event.target);
  const step = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
  const to =
    ends[/** @type {keyof typeof ends} */ (event.key)] ?? (step === undefined ? undefined : from + step);
  if (to === undefined) return false;
  const dot = dots[Math.max(0, Math.min(dots.length - 1, to))];
  dots[from]?.setAttribute("tabindex", "-1");
  dot.setAttribute("tabindex", "0");
  dot.focus();
  return true;
}
