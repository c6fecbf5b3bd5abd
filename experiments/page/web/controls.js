/** Levers and hypotheses as controls. Each says its meaning, its unit and the paragraphs behind it. */
import { decimal } from "./decimals.js";
import { element } from "./drawing.js";
import { numberFor } from "./setting.js";
import { keepNumber, refuseNumber, takeNumber } from "./refused.js";

const LONGEST_SLIDER = 1000;
const STEPS = 50;
const SLIDER = { set: [-Infinity, Infinity], scale: [0, 3], add: [-Infinity, Infinity] };
const DOSE_NAMES = { "": "left alone", set: "set to", scale: "times", add: "plus" };

/**
 * @callback Changed called when a reader moves something
 * @param {string} name
 * @param {?import("./setting.js").Dose} dose null: left alone again
 * @param {boolean} moving still being dragged
 */

/**
 * One lever with its control. `show` sets the control to a dose, or to none.
 * @param {any} lever
 * @param {any} page
 * @param {Changed} changed
 * @returns {{made: HTMLElement, show: (dose: ?import("./setting.js").Dose) => void}}
 */
export function leverControl(lever, page, changed) {
  const id = `lever-${lever.name}`;
  const build = lever.table === "site" ? siteBoxes : lever.kind === "choice" ? choiceSelect : numberField;
  const { parts, show, labelled } = build(lever, page, id, changed);
  const head = labelled ? element("legend", {}, lever.meaning) : element("label", { for: id }, lever.meaning);
  const whom = lever.table === "militia" ? "all militias, " : "";
  const unit = ["choice", "order"].includes(lever.unit) ? "" : `${lever.unit}, `;
  const paragraphs = lever.sources.map((/** @type {string} */ one) => one.replace(":", " ¶")).join("; ");
  const about = element(
    "small",
    { id: `${id}-about` },
    `${whom}${unit}${lever.name}${paragraphs ? `, after ${paragraphs}` : ""}`,
  );
  const own = page.interventions.filter((/** @type {any} */ one) => one.lever === lever.name);
  const notes = own.map((/** @type {any} */ one) =>
    element(
      "small",
      { class: "own" },
      `The scenario moves it: ${one.yaml}. What is set here takes its place.`,
    ),
  );
  const made = element(labelled ? "fieldset" : "div", { class: "lever" }, head, ...parts, about, ...notes);
  return {
    made,
    show: (dose) => {
      made.classList.toggle("set", dose !== null);
      const group = made.closest("details");
      if (group && dose !== null) group.open = true;
      show(dose);
    },
  };
}

/**
 * @param {any} lever
 * @param {any} _page
 * @param {string} id
 * @param {Changed} changed
 */
function choiceSelect(lever, _page, id, changed) {
  const words = lever.choices.map((/** @type {any} */ one) =>
    element("option", { value: one.word }, one.word.replaceAll("_", " ")),
  );
  const made = /** @type {HTMLSelectElement} */ (
    element(
      "select",
      { id, "aria-describedby": `${id}-about` },
      element("option", { value: "" }, "left alone"),
      ...words,
    )
  );
  made.addEventListener("change", () => {
    changed(lever.name, made.value === "" ? null : { dose: "set", value: made.value }, false);
  });
  const show = (/** @type {any} */ dose) => {
    made.value = dose === null ? "" : dose.value;
  };
  return { parts: [made], show, labelled: false };
}

/**
 * @param {any} lever
 * @param {any} page
 * @param {string} id
 * @param {Changed} changed
 */
function siteBoxes(lever, page, id, changed) {
  const sites = page.places.site.map((/** @type {any} */ site) => {
    const box = /** @type {HTMLInputElement} */ (
      element("input", { type: "checkbox", id: `${id}-${site.id}` })
    );
    return { site, box, made: element("label", { class: "site" }, box, site.title) };
  });
  const own = page.interventions.some((/** @type {any} */ one) => one.lever === lever.name);
  for (const { box } of sites) {
    box.addEventListener("change", () => {
      const value = sites
        .filter((/** @type {any} */ one) => one.box.checked)
        .map((/** @type {any} */ one) => one.site.id);
      changed(lever.name, value.length > 0 || own ? { dose: "set", value } : null, false);
    });
  }
  const show = (/** @type {any} */ dose) => {
    for (const { site, box } of sites) box.checked = dose !== null && dose.value.includes(site.id);
  };
  return { parts: sites.map((/** @type {any} */ one) => one.made), show, labelled: true };
}

/**
 * How a number or an overlay is dosed, the number itself, and a slider where that serves.
 * @param {any} lever
 * @param {any} _page
 * @param {string} id
 * @param {Changed} changed
 */
function numberField(lever, _page, id, changed) {
  const doses = ["", ...Object.keys(lever.doses)];
  const names = /** @type {any} */ (DOSE_NAMES);
  const how = /** @type {HTMLSelectElement} */ (
    element(
      "select",
      { id, "aria-describedby": `${id}-about` },
      ...doses.map((dose) => element("option", { value: dose }, names[dose])),
    )
  );
  const number = /** @type {HTMLInputElement} */ (
    element("input", {
      type: "number",
      step: lever.whole ? 1 : "any",
      "aria-label": `${lever.meaning}: the number`,
    })
  );
  const slider = /** @type {HTMLInputElement} */ (
    element("input", { type: "range", "aria-label": `${lever.meaning}: slider` })
  );
  const show = (/** @type {any} */ dose) => {
    how.value = dose === null ? "" : dose.dose;
    number.hidden = slider.hidden = dose === null;
    if (dose === null) return;
    fit(number, slider, lever, dose.dose);
    if (number.value === "" || Number(number.value) !== dose.value) number.value = decimal(dose.value);
    keepNumber(number);
    slider.value = decimal(dose.value);
  };
  const give = (/** @type {string} */ text, /** @type {boolean} */ moving) => {
    const value = numberFor(text, lever, how.value);
    if (value === null) return refuseNumber(number, `a number from ${number.min} to ${number.max}`);
    takeNumber(number);
    changed(lever.name, { dose: how.value, value }, moving);
  };
  how.addEventListener("change", () => {
    takeNumber(number);
    changed(
      lever.name,
      how.value === "" ? null : { dose: how.value, value: beginning(lever, how.value) },
      false,
    );
  });
  number.addEventListener("change", () => give(number.value, false));
  slider.addEventListener("input", () => give(decimal(Number(slider.value)), true));
  slider.addEventListener("change", () => give(decimal(Number(slider.value)), false));
  return { parts: [how, number, slider], show, labelled: false };
}

/**
 * Where a dose begins when it is chosen: at what changes nothing, if that can be said.
 * @param {any} lever
 * @param {string} dose
 */
function beginning(lever, dose) {
  const [low, high] = lever.doses[dose];
  const start =
    dose === "scale" ? 1 : dose === "add" ? 0 : lever.kind === "number" ? lever.neutral[0] : (low + high) / 2;
  return Number(decimal(Math.min(high, Math.max(low, start))));
}

/**
 * Ranges of the number and of its slider under a dose.
 * @param {HTMLInputElement} number
 * @param {HTMLInputElement} slider
 * @param {any} lever
 * @param {string} dose
 */
function fit(number, slider, lever, dose) {
  const [low, high] = lever.doses[dose];
  const [least, most] = /** @type {any} */ (SLIDER)[dose];
  const [from, to] = [Math.max(low, least), Math.min(high, most)];
  [number.min, number.max] = [decimal(low), decimal(high)];
  slider.hidden = to - from > LONGEST_SLIDER;
  [slider.min, slider.max] = [decimal(from), decimal(to)];
  slider.step = lever.whole ? "1" : decimal(10 ** Math.floor(Math.log10((to - from) / STEPS)));
}

/**
 * A hypothesis and its variants.
 * @param {any} hypothesis
 * @param {(name: string, letter: string) => void} changed
 * @returns {{made: HTMLElement, show: (letter: string) => void}}
 */
export function hypothesisControl(hypothesis, changed) {
  const id = `hypothesis-${hypothesis.name}`;
  const options = hypothesis.variants.map((/** @type {any} */ one) => {
    return element("option", { value: one.letter }, `${one.letter}: ${one.statement}`);
  });
  const made = /** @type {HTMLSelectElement} */ (element("select", { id }, ...options));
  made.addEventListener("change", () => changed(hypothesis.name, made.value));
  const row = element(
    "div",
    { class: "lever" },
    element("label", { for: id }, `${hypothesis.name}: ${hypothesis.question}`),
    made,
  );
  return {
    made: row,
    show: (letter) => {
      made.value = letter;
      row.classList.toggle("set", letter !== hypothesis.chosen);
    },
  };
}
