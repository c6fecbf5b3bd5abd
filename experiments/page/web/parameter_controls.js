/** The open parameters: found by words, each with its prior, its posterior and a slider. */
import { decimal, numberIn } from "./decimals.js";
import { element, picture, shape, short } from "./drawing.js";
import { keepNumber, refuseNumber, takeNumber } from "./refused.js";

const MOST_FOUND = 25;
const SLIDER_STEPS = 1000;
const FAR_APART = 50;
const DIGITS = 4;
const WIDTH_OF_BARS = 300;
const EDGE_OF_BARS = 6;
const PRIOR = 8;
const POSTERIOR = 20;

/**
 * Puts the controls into the page; what comes back shows a setting in them.
 * @param {any} page
 * @param {(id: string) => HTMLElement} at
 * @param {(some: any, moving: boolean) => void} change
 * @returns {(setting: any, view: any) => void}
 */
export function parameterControls(page, at, change) {
  /** @type {Object<string, number>} */
  let values = {};
  const changed = (
    /** @type {string} */ name,
    /** @type {?number} */ value,
    /** @type {boolean} */ moving,
  ) => {
    const parameters = { ...values };
    if (value === null) delete parameters[name];
    else parameters[name] = value;
    change({ parameters }, moving);
  };
  /** @type {Map<string, any>} built when they are first looked at */
  const built = new Map();
  /** @type {any} */
  let chosen = {};
  const control = (/** @type {any} */ parameter) => {
    const known = built.get(parameter.name) ?? parameterControl(parameter, changed);
    built.set(parameter.name, known);
    known.show(values[parameter.name] ?? null, movedBy(parameter, chosen, page));
    return known.made;
  };
  const groups = groupsOf(page.parameters).map((group) => groupDetails(group, control));
  const search = searchField(page.parameters, groups, control);
  at("parameters").append(search, ...groups.map(({ made }) => made));
  return ({ parameters = {}, hypotheses }) => {
    values = parameters;
    chosen = hypotheses;
    for (const parameter of page.parameters) if (built.has(parameter.name)) control(parameter);
    for (const { show } of groups) show(values);
  };
}

/**
 * The hypothesis whose variant, as a reader chose it, draws a parameter otherwise than the scenario.
 * @param {any} parameter
 * @param {Object<string, string>} chosen
 * @param {any} page
 * @returns {string} its name, empty for none
 */
function movedBy({ row }, chosen, page) {
  const found = page.hypotheses.find((/** @type {any} */ { name, chosen: usual, variants }) => {
    const letters = Object.hasOwn(chosen, name) ? [usual, chosen[name]] : [];
    return variants.some((/** @type {any} */ one) => letters.includes(one.letter) && one.rows.includes(row));
  });
  return found?.name ?? "";
}

/**
 * @param {any[]} parameters
 * @returns {[string, any[]][]}
 */
function groupsOf(parameters) {
  /** @type {Map<string, any[]>} */
  const found = new Map();
  for (const one of parameters) found.set(one.group, [...(found.get(one.group) ?? []), one]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * A folded group; its rows are built when it opens.
 * @param {[string, any[]]} group
 * @param {(parameter: any) => HTMLElement} control
 */
function groupDetails([title, rows], control) {
  const head = element("summary", {}, "");
  const body = element("div", {});
  const made = /** @type {HTMLDetailsElement} */ (element("details", {}, head, body));
  const fill = () => {
    if (made.open && !made.hidden) body.replaceChildren(...rows.map(control));
  };
  made.addEventListener("toggle", fill);
  let before = 0;
  const show = (/** @type {Object<string, number>} */ values) => {
    const set = rows.filter(({ name }) => Object.hasOwn(values, name)).length;
    head.textContent = `${title} (${rows.length}${set > 0 ? `, ${set} set` : ""})`;
    if (set > before) made.open = true;
    before = set;
  };
  return { made, fill, show };
}

/**
 * Words that all have to stand in the name, the meaning or the group of a parameter.
 * @param {any[]} parameters
 * @param {{made: HTMLElement, fill: () => void}[]} groups
 * @param {(parameter: any) => HTMLElement} control
 */
function searchField(parameters, groups, control) {
  const id = "find-parameter";
  const field = /** @type {HTMLInputElement} */ (
    element("input", { type: "search", id, autocomplete: "off", spellcheck: "false" })
  );
  const said = element("small", { role: "status" });
  const rows = element("div", {});
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = parameters.filter(({ name, meaning, group }) => {
      const text = `${name} ${name.replaceAll("_", " ")} ${meaning} ${group}`.toLowerCase();
      return words.length > 0 && words.every((word) => text.includes(word));
    });
    rows.replaceChildren(...found.slice(0, MOST_FOUND).map(control));
    for (const group of groups) {
      group.made.hidden = words.length > 0;
      if (words.length === 0) group.fill();
    }
    const cut = found.length > MOST_FOUND ? `, of which the first ${MOST_FOUND} stand here` : "";
    said.textContent = words.length > 0 ? `${found.length} of ${parameters.length} match${cut}.` : "";
  });
  const label = element("label", { for: id }, `Find one of ${parameters.length} by words`);
  return element("div", {}, element("div", { class: "lever" }, label, field, said), rows);
}

/**
 * @param {any} parameter
 * @param {(name: string, value: ?number, moving: boolean) => void} changed
 */
function parameterControl(parameter, changed) {
  const { name, meaning, unit, sources } = parameter;
  const id = `parameter-${name}`;
  const range = /** @type {[number, number]} */ ([parameter.low, parameter.high]);
  const tick = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", id }));
  const about = { "aria-describedby": `${id}-about` };
  const ends = { min: decimal(range[0]), max: decimal(range[1]), step: "any" };
  const number = /** @type {HTMLInputElement} */ (
    element("input", { type: "number", ...ends, ...about, "aria-label": `${meaning}: the number` })
  );
  const slider = /** @type {HTMLInputElement} */ (
    element("input", {
      type: "range",
      min: 0,
      max: SLIDER_STEPS,
      ...about,
      "aria-label": `${meaning}: slider`,
    })
  );
  const usual = middleOf(parameter);
  tick.addEventListener("change", () => changed(name, tick.checked ? usual : null, false));
  const slide = (/** @type {boolean} */ moving) =>
    changed(name, valueAt(Number(slider.value), range), moving);
  slider.addEventListener("input", () => slide(true));
  slider.addEventListener("change", () => slide(false));
  number.addEventListener("change", () => {
    const value = numberIn(number.value, range, false);
    if (value === null) return refuseNumber(number, `a number from ${ends.min} to ${ends.max}`);
    takeNumber(number);
    changed(name, value, false);
  });
  const paragraphs = sources.map((/** @type {string} */ one) => one.replace(":", " ¶")).join("; ");
  const drawn = element("div", { class: "bars" });
  const note = element("small", { class: "own" });
  const made = element(
    "div",
    { class: "lever" },
    element("label", { for: id }, tick, ` ${meaning}`),
    drawn,
    number,
    slider,
    element("small", { id: `${id}-about` }, `${unit}, ${name}${paragraphs ? `, after ${paragraphs}` : ""}`),
    note,
  );
  /** @type {?number|undefined} */
  let drawnValue;
  const show = (/** @type {?number} */ value, /** @type {string} */ hypothesis) => {
    const own = parameter.by_hand ? "The scenario sets it by hand." : "";
    note.textContent =
      hypothesis && value === null ? `As ${hypothesis} is chosen, futures draw it otherwise.` : own;
    tick.checked = value !== null;
    made.classList.toggle("set", value !== null);
    const shown = value ?? usual;
    number.value = decimal(shown);
    keepNumber(number);
    slider.value = String(Math.round(SLIDER_STEPS * placeOf(shown, range)));
    slider.setAttribute("aria-valuetext", `${decimal(shown)} ${unit}`);
    if (value === drawnValue) return;
    drawnValue = value;
    drawn.replaceChildren(parameterBars(parameter, value));
  };
  return { made, show };
}

/** @param {any} parameter */
function middleOf({ value, posterior, prior }) {
  const [, , middle] = posterior ?? prior;
  return Number(decimal(value ?? middle));
}

/**
 * Where a value lies between the ends, 0 to 1: by ratios, where the ends are far apart.
 * @param {number} value
 * @param {[number, number]} range
 */
function placeOf(value, [low, high]) {
  const far = low > 0 && high / low > FAR_APART;
  return far ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/**
 * The value at a step of the slider, to a few digits.
 * @param {number} step
 * @param {[number, number]} range
 */
function valueAt(step, [low, high]) {
  const share = step / SLIDER_STEPS;
  const far = low > 0 && high / low > FAR_APART;
  const value = far ? low * (high / low) ** share : low + share * (high - low);
  return Math.min(high, Math.max(low, Number(decimal(Number(value.toPrecision(DIGITS))))));
}

/**
 * Prior above, posterior below: 90 %, half and median; and the value set by hand across both.
 * @param {any} parameter
 * @param {?number} value
 */
function parameterBars(parameter, value) {
  const range = /** @type {[number, number]} */ ([parameter.low, parameter.high]);
  const across = (/** @type {number} */ one) => {
    const place = Math.min(1, Math.max(0, placeOf(one, range)));
    return EDGE_OF_BARS + place * (WIDTH_OF_BARS - 2 * EDGE_OF_BARS);
  };
  const bar = (/** @type {number[]} */ levels, /** @type {number} */ y, /** @type {string} */ kind) => {
    if (levels.length === 0) return [];
    const [a, b, middle, c, d] = levels.map(across);
    return [
      shape("line", { class: kind, x1: a, x2: d, y1: y, y2: y, "stroke-width": 2 }),
      shape("line", { class: kind, x1: b, x2: c, y1: y, y2: y, "stroke-width": 7 }),
      shape("line", { class: "median", x1: middle, x2: middle, y1: y - 4, y2: y + 4 }),
    ];
  };
  const { prior, posterior = [] } = parameter;
  const set =
    value === null
      ? []
      : [shape("line", { class: "by-hand", x1: across(value), x2: across(value), y1: 1, y2: 27 })];
  const ends = [
    shape("line", { class: "tick", x1: across(range[0]), x2: across(range[1]), y1: 29, y2: 29 }),
    shape("text", { x: EDGE_OF_BARS, y: 41 }, short(range[0])),
    shape("text", { x: WIDTH_OF_BARS - EDGE_OF_BARS, y: 41, "text-anchor": "end" }, short(range[1])),
  ];
  const said = [spreadOf("prior", prior), spreadOf("posterior", posterior)].filter(Boolean).join("; ");
  const drawn = [...bar(prior, PRIOR, "prior"), ...bar(posterior, POSTERIOR, "posterior"), ...set, ...ends];
  return picture(
    WIDTH_OF_BARS,
    44,
    `${said || "no future draws it"}; ${decimal(parameter.low)} to ${decimal(parameter.high)} are allowed`,
    ...drawn,
  );
}

/**
 * @param {string} name
 * @param {number[]} levels
 */
function spreadOf(name, levels) {
  const [a, b, middle, c, d] = levels.map(short);
  return levels.length > 0 ? `${name}: median ${middle}, half from ${b} to ${c}, 90 % from ${a} to ${d}` : "";
}
