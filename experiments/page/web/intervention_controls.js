/** Dated and conditional interventions: a list of those that are set, and a form for one more. */
import { longDate } from "./branch_controls.js";
import { decimal } from "./decimals.js";
import { element } from "./drawing.js";
import { isoDate, doseValue, mayRise, valueOfKey } from "./interventions.js";

const DOSES_SAID = { set: "set to", scale: "times", add: "plus" };
const SIGNS = {
  ">=": "is at least",
  ">": "is more than",
  "<=": "is at most",
  "<": "is less than",
  "==": "is exactly",
};

/** @type {any[]} */
const NO_ROWS = [];

/**
 * Puts the list and the form into the page; what comes back shows a setting in them.
 * @param {any} page
 * @param {(id: string) => HTMLElement} at
 * @param {(some: any, moving: boolean) => void} change
 * @returns {(setting: any, view: any) => void}
 */
export function interventionControls(page, at, change) {
  let rows = NO_ROWS;
  const list = element("ol", { class: "rows" });
  const form = rowForm(page, (row, place) => {
    const others = place === null ? [...rows, row] : rows.map((one, k) => (k === place ? row : one));
    change({ interventions: others }, false);
    return rows.includes(row);
  });
  at("interventions").append(list, form.made);
  const draw = () => {
    list.replaceChildren(
      ...rows.map((row, k) => {
        const [edit, remove] = ["Edit", "Remove"].map((name) =>
          element("button", { type: "button", "aria-label": `${name} intervention ${k + 1}` }, name),
        );
        edit.addEventListener("click", () => form.fill(row, k));
        remove.addEventListener("click", () => {
          change({ interventions: rows.filter((_, n) => n !== k) }, false);
          /** @type {HTMLElement} */ (form.made.firstElementChild).focus();
        });
        return element("li", {}, `${inWords(row, page)} `, edit, " ", remove);
      }),
    );
  };
  return ({ interventions = NO_ROWS }, view) => {
    form.show(view);
    if (interventions === rows) return;
    rows = interventions;
    form.done();
    draw();
  };
}

/**
 * An intervention in words.
 * @param {any} row
 * @param {any} page
 */
export function inWords(row, page) {
  const lever = page.levers.find((/** @type {any} */ one) => one.name === row.lever);
  const names = /** @type {any} */ (DOSES_SAID);
  const worth = typeof row.value === "number" ? decimal(row.value) : row.value.replaceAll("_", " ");
  const whom = (row.where ?? []).map((/** @type {string} */ id) => titleOf(id, lever, page)).join(", ");
  const parts = [
    `${lever.meaning}: ${row.dose === "set" ? "" : `${names[row.dose]} `}${worth}`,
    whom && `(${whom})`,
    row.from && `from ${longDate(row.from)}`,
    row.to && `to ${longDate(row.to)}`,
    row.over && `in ${row.over} daily steps`,
    row.when &&
      `as soon as “${outcomeName(row.when[0], page)}” ${/** @type {any} */ (SIGNS)[row.when[1]]} ${decimal(row.when[2])}`,
  ];
  return parts.filter(Boolean).join(" ");
}

/**
 * @param {string} id
 * @param {any} lever
 * @param {any} page
 */
function titleOf(id, lever, page) {
  return page.places[lever.table].find((/** @type {any} */ one) => one.id === id).title;
}

/**
 * @param {string} name
 * @param {any} page
 */
function outcomeName(name, page) {
  return page.known.outcomes.find((/** @type {any} */ one) => one.name === name)?.meaning ?? name;
}

/**
 * The form for one intervention. `give` takes it, and where it stands if it was there; it answers
 * whether it was taken.
 * @param {any} page
 * @param {(row: any, place: ?number) => boolean} give
 */
function rowForm(page, give) {
  const lever = selectOf("do-lever", leverOptions(page));
  const dose = selectOf("do-dose", []);
  const worth = element("span", { class: "worth" });
  const places = element("span", { class: "worth" });
  const from = inputOf("do-from", "date");
  const to = inputOf("do-to", "date");
  const over = inputOf("do-over", "number");
  const outcome = selectOf("do-when", whenOptions(page));
  const compare = selectOf("do-compare", page.known.comparisons.map(compareOption));
  const threshold = inputOf("do-threshold", "number");
  const add = element("button", { type: "button" }, "Add");
  const stop = element("button", { type: "button", hidden: "" }, "Leave it");
  const wrong = element("p", { class: "bad", role: "alert" });
  const made = /** @type {HTMLDetailsElement} */ (element("details", {}));
  const head = element("summary", {}, "Add an intervention");
  const fields = element(
    "fieldset",
    { class: "lever form", "aria-label": "an intervention" },
    formRow("Lever", lever),
    formRow("Dose", dose, worth),
    places,
    formRow("From", from, "left out: the first free day"),
    formRow("To", to, "the last day in force; left out: to the end"),
    formRow("Over", over, "equal daily steps"),
    formRow("Once", outcome, compare, threshold),
    element("p", { class: "buttons" }, add, stop),
    wrong,
  );
  made.append(head, fields);
  compare.setAttribute("aria-label", "comparison of the condition");
  threshold.setAttribute("aria-label", "number of the condition");
  /** @type {?number} place of the row that is edited */
  let place = null;
  const chosen = () => page.levers.find((/** @type {any} */ one) => one.name === lever.value);

  const refit = () => {
    const one = chosen();
    const doses = one.kind === "choice" ? ["set"] : Object.keys(one.doses);
    const names = /** @type {any} */ (DOSES_SAID);
    dose.replaceChildren(...doses.map((word) => element("option", { value: word }, names[word])));
    worth.replaceChildren(worthField(one));
    places.replaceChildren(...placeBoxes(one, page));
    over.disabled = !mayRise(one);
    wrong.textContent = "";
  };
  const read = () =>
    readForm(chosen(), page, { dose, worth, places, from, to, over, outcome, compare, threshold });
  const done = () => {
    place = null;
    add.textContent = "Add";
    stop.hidden = true;
    for (const field of [from, to, over, outcome, threshold]) field.value = "";
    refit();
  };
  const submit = () => {
    const found = read();
    if (typeof found === "string") wrong.textContent = found;
    else if (give(found, place)) done();
    else wrong.textContent = "It was not taken: see the line at the top.";
  };
  add.addEventListener("click", submit);
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    submit();
  });
  stop.addEventListener("click", done);
  lever.addEventListener("change", refit);
  refit();
  const fill = (/** @type {any} */ one, /** @type {number} */ k) => {
    done();
    lever.value = one.lever;
    refit();
    place = k;
    add.textContent = `Change number ${k + 1}`;
    stop.hidden = false;
    made.open = true;
    dose.value = one.dose;
    /** @type {any} */ (worth.firstElementChild).value = String(one.value);
    for (const box of places.querySelectorAll("input")) box.checked = one.where?.includes(box.value) ?? false;
    [from.value, to.value, over.value] = [one.from ?? "", one.to ?? "", String(one.over ?? "")];
    if (one.when) [outcome.value, compare.value, threshold.value] = one.when.map(String);
    lever.focus();
  };
  const show = (/** @type {any} */ view) => {
    for (const field of [from, to]) [field.min, field.max] = [view.first_free, isoDate(view.days - 1, view)];
  };
  return { made, fill, show, done };
}

/**
 * What the form says, or what is wrong with it.
 * @param {any} lever
 * @param {any} page
 * @param {any} fields
 * @returns {any}
 */
function readForm(lever, page, { dose, worth, places, from, to, over, outcome, compare, threshold }) {
  const field = worth.firstElementChild;
  const value = doseValue(lever, dose.value, field.value);
  if (value === null) {
    const [low, high] = lever.doses[dose.value];
    return `A ${lever.whole ? "whole " : ""}number from ${decimal(low)} to ${decimal(high)}, please.`;
  }
  /** @type {any} */
  const found = { lever: lever.name, dose: dose.value, value };
  const where = [...places.querySelectorAll("input:checked")].map((box) => box.value).join(",");
  const when = outcome.value && `${outcome.value}${compare.value}${threshold.value}`;
  const said = { from: from.value, to: to.value, over: over.disabled ? "" : over.value, when, where };
  for (const [key, text] of Object.entries(said)) {
    if (text === "") continue;
    const taken = valueOfKey(key, text, lever, page);
    if (taken === null) return `The field “${key === "when" ? "once" : key}” does not read: ${text}.`;
    found[key] = taken;
  }
  return found;
}

/**
 * A word or a number, as the lever takes it.
 * @param {any} lever
 */
function worthField(lever) {
  const label = { "aria-label": `${lever.meaning}: what it is moved to` };
  if (lever.kind !== "choice")
    return element("input", { type: "number", step: lever.whole ? 1 : "any", ...label });
  const words = lever.choices.map((/** @type {any} */ one) =>
    element("option", { value: one.word }, one.word.replaceAll("_", " ")),
  );
  return element("select", label, ...words);
}

/**
 * Boxes of militias or sites; none ticked stands for all militias.
 * @param {any} lever
 * @param {any} page
 */
function placeBoxes(lever, page) {
  if (lever.table === "world") return [];
  const boxes = page.places[lever.table].map((/** @type {any} */ one) =>
    element(
      "label",
      { class: "site" },
      element("input", { type: "checkbox", value: one.id }),
      ` ${one.title}`,
    ),
  );
  const head = lever.table === "site" ? "These sites:" : "These militias (none ticked: all):";
  return [element("small", {}, head), ...boxes];
}

/** @param {any} page */
function leverOptions(page) {
  return Object.entries(page.groups).flatMap(([prefix, title]) => {
    const rows = page.levers.filter((/** @type {any} */ one) => {
      return (
        one.name.split(".")[0] === prefix && (one.table === "world" || page.places[one.table].length > 0)
      );
    });
    const options = rows.map((/** @type {any} */ one) => element("option", { value: one.name }, one.meaning));
    return rows.length > 0 ? [element("optgroup", { label: title }, ...options)] : [];
  });
}

/** @param {any} page */
function whenOptions(page) {
  const rows = page.known.conditions.map((/** @type {string} */ name) =>
    element("option", { value: name }, outcomeName(name, page)),
  );
  return [element("option", { value: "" }, "no condition"), ...rows];
}

/** @param {string} sign */
function compareOption(sign) {
  return element("option", { value: sign }, /** @type {any} */ (SIGNS)[sign]);
}

/**
 * @param {string} id
 * @param {HTMLElement[]} options
 */
function selectOf(id, options) {
  return /** @type {HTMLSelectElement} */ (element("select", { id }, ...options));
}

/**
 * @param {string} id
 * @param {string} type
 */
function inputOf(id, type) {
  return /** @type {HTMLInputElement} */ (element("input", { id, type }));
}

/**
 * @param {string} title
 * @param {HTMLElement} field
 * @param {...(HTMLElement|string)} others
 */
function formRow(title, field, ...others) {
  const notes = others.map((one) => (typeof one === "string" ? element("small", {}, one) : one));
  return element("div", { class: "field" }, element("label", { for: field.id }, title), field, ...notes);
}
