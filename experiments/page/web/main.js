/** The page: reads what it holds, lets a reader set it, and draws what the kernel makes of it. */
import { branchControls } from "./branch_controls.js";
import { twinOf, viewOf } from "./branch.js";
import { unpacked } from "./bytes.js";
import { ladderKey } from "./by_day.js";
import { Cases, caseControl, caseOf } from "./cases.js";
import { hypothesisControl, leverControl } from "./controls.js";
import { element } from "./drawing.js";
import { Futures, serve } from "./futures.js";
import { interventionControls } from "./intervention_controls.js";
import { MapSection } from "./map_section.js";
import { planOf, worldOf } from "./moves.js";
import { parameterControls } from "./parameter_controls.js";
import { PlaySection } from "./play_section.js";
import { Results } from "./results.js";
import { LinkError, isEmpty, linkOf, nothingSet, problemOf, settingOf } from "./setting.js";
import { savePictures } from "./save_picture.js";
import { Store } from "./store.js";
import { save, scenarioFile, table } from "./take_away.js";
import { WhyPanel } from "./why.js";

const FIRST_PICTURE = 100;
const DRAGGED = 500;
const STAGES = [DRAGGED, 1000, 2500, 5000];

/** @param {string} id */
function at(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * Scroll there and go on with the keyboard from there.
 * @param {string} id
 */
function go(id) {
  at(id).scrollIntoView();
  at(id).focus({ preventScroll: true });
}

class Page {
  /**
   * @param {Cases} cases
   * @param {WebAssembly.Module} module
   */
  constructor(cases, module) {
    const { page, parts } = cases.base;
    this.cases = cases;
    this.page = page;
    this.setting = nothingSet();
    /** The page under the setting whose futures are drawn. */
    this.view = viewOf(this.setting, page);
    this.twinLink = "";
    /** @type {Map<string, any>} */
    this.controls = new Map();
    this.drawn = 0;
    this.timer = 0;
    this.moved = this.begun = 0;
    this.dragging = this.passed = false;
    const script = at("script").textContent ?? "";
    this.futures = new Futures(
      page,
      { module, page, parts },
      script,
      () => this.progress(),
      (why) => this.fail(why),
    );
    this.twin = this.mine = this.store(twinOf(this.setting, page));
    const look = (/** @type {any} */ task) => this.futures.look(task);
    this.why = new WhyPanel(at("why"), page, look, () => [this.mine, this.twin], save);
    this.results = new Results(at, (run, side, place) => this.why.open(run, side, place));
    /** @type {import("./play_section.js").PlaySection["tell"]} */
    const tell = (run, side, place, event) => this.why.open(run, side, place, event);
    this.closer = [new MapSection(page, look, at("map")), new PlaySection(page, look, at("play"), tell)];
  }

  /** @param {import("./setting.js").Setting} setting */
  store(setting) {
    const { page, parts } = this.cases.of(caseOf(setting, this.page));
    const [world, plan] = [worldOf(parts.world, setting, page), planOf(parts.plan, setting, page)];
    return new Store(viewOf(setting, page), world, plan);
  }

  begin() {
    const choose = (/** @type {string} */ id) => this.change({ ...nothingSet(), ...this.caseSet(id) }, false);
    this.showCase = caseControl(this.cases, at("cases"), choose);
    this.page = this.cases.named("").page;
    this.readLink();
    // Workers have something to do while the controls are built.
    clearTimeout(this.timer);
    this.simulate(false);
    this.buildControls();
    this.showSetting();
    addEventListener("hashchange", () => this.readLink());
    at("reset").addEventListener("click", () =>
      this.change({ ...nothingSet(), ...this.caseSet(this.page.case) }, false),
    );
    at("to-levers").addEventListener("click", () => go("settings"));
    at("to-pictures").addEventListener("click", () => go("pictures"));
    at("scenario").addEventListener("click", () => this.saveScenario());
    at("table").addEventListener("click", () => this.saveTable());
    at("extended").addEventListener("click", () => this.saveExtended());
    savePictures(
      () => ({ title: this.drawnTitle, seed: this.page.seed, link: this.drawnLink }),
      save,
      (why) => (at("complaint").textContent = why),
    );
  }

  /**
   * A scenario in a setting: nothing where it is the one that the page opens with.
   * @param {string} id
   */
  caseSet(id) {
    return id === caseOf({}, this.page) ? {} : { case: id };
  }

  /** @param {string} _ */
  showCase(_) {}

  /**
   * Another scenario has other moves, stops and variants, so all that shows them is made again.
   * @param {any} page
   */
  turnTo(page) {
    if (page === this.page) return;
    this.page = page;
    if (this.panels.length === 0) return; // the first controls are made once the link is read
    this.controls.clear();
    for (const id of ["levers", "hypotheses", "branch", "interventions", "parameters", "sources", "ladder-key"])
      at(id).replaceChildren();
    this.buildControls();
  }

  buildControls() {
    const { page } = this;
    for (const [prefix, title] of Object.entries(page.groups)) {
      const rows = page.levers.filter((/** @type {any} */ lever) => lever.name.split(".")[0] === prefix);
      const known = rows.filter(
        (/** @type {any} */ lever) => lever.table === "world" || page.places[lever.table].length > 0,
      );
      if (known.length === 0) continue;
      const made = known.map((/** @type {any} */ lever) =>
        this.keep(
          lever.name,
          leverControl(lever, page, (name, dose, moving) => this.setLever(name, dose, moving)),
        ),
      );
      at("levers").append(
        element("details", {}, element("summary", {}, `${title} (${made.length})`), ...made),
      );
    }
    const made = page.hypotheses.map((/** @type {any} */ one) =>
      this.keep(
        one.name,
        hypothesisControl(one, (name, letter) => this.setVariant(name, letter)),
      ),
    );
    at("hypotheses").append(...made);
    const change = (/** @type {any} */ some, /** @type {boolean} */ moving) =>
      this.change({ ...this.setting, ...some }, moving);
    this.panels = [branchControls, interventionControls, parameterControls].map((build) =>
      build(page, at, change),
    );
    const named = Object.entries(page.sources).map(([key, title]) => element("li", {}, `${key}: ${title}`));
    at("sources").append(...named);
    at("ladder-key").append(ladderKey(page.known.rungs));
  }

  /** @type {((setting: any, view: any) => void)[]} what shows a setting in each further part */
  panels = [];

  /**
   * @param {string} name
   * @param {any} control
   */
  keep(name, control) {
    this.controls.set(name, control);
    return control.made;
  }

  /**
   * @param {string} name
   * @param {?import("./setting.js").Dose} dose
   * @param {boolean} moving
   */
  setLever(name, dose, moving) {
    const levers = { ...this.setting.levers };
    if (dose === null) delete levers[name];
    else levers[name] = dose;
    this.change({ ...this.setting, levers }, moving);
  }

  /**
   * @param {string} name
   * @param {string} letter
   */
  setVariant(name, letter) {
    const hypotheses = { ...this.setting.hypotheses, [name]: letter };
    if (letter === this.page.hypotheses.find((/** @type {any} */ one) => one.name === name).chosen)
      delete hypotheses[name];
    this.change({ ...this.setting, hypotheses }, false);
  }

  readLink() {
    const text = location.hash.slice(1);
    if (text === linkOf(this.setting) && this.futures.goal > 0) return;
    try {
      this.change(settingOf(text, this.cases.named(text).page), false, false);
      at("complaint").textContent = "";
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      if (this.futures.goal === 0) this.change(this.setting, false, false);
      at("complaint").textContent = `The link says ${error.message}. All of it is left aside.`;
    }
  }

  /**
   * A new setting: shown at once, and simulated as soon as may be.
   * @param {import("./setting.js").Setting} setting
   * @param {boolean} moving
   * @param {boolean} told should the address say it?
   */
  change(setting, moving, told = true) {
    this.turnTo(this.cases.of(caseOf(setting, this.page)).page);
    const wrong = problemOf(setting, this.page);
    // A slider that was put back says its old value once more: what was refused stays in view.
    const same = linkOf(setting) === linkOf(this.setting);
    if (wrong !== null) at("refused").textContent = `Not taken: ${wrong}.`;
    else if (!same) at("refused").textContent = "";
    if (wrong === null) this.setting = setting;
    this.showSetting();
    if (wrong !== null) return;
    this.moved = performance.now();
    if (told) at("complaint").textContent = "";
    // Browsers refuse an address that changes with every step of a slider.
    if (told && !moving) history.replaceState(null, "", `#${linkOf(setting)}`);
    clearTimeout(this.timer);
    // While a slider is dragged the futures in work come first: else a quick hand would see none.
    this.passed = moving && this.inWork();
    if (this.passed) return;
    if (moving) this.simulate(true);
    else this.timer = setTimeout(() => this.simulate(false));
  }

  /** In all controls. */
  showSetting() {
    const view = viewOf(this.setting, this.page);
    this.showCase(this.page.case);
    for (const [name, control] of this.controls) control.show(this.shown(name));
    for (const show of this.panels) show(this.setting, view);
    at("extended").hidden = !this.page.file_text;
    at("counted").textContent = view.counted;
    at("reset").toggleAttribute("disabled", isEmpty(this.setting));
  }

  /** Is there a picture still to come of a slider that is being dragged? */
  inWork() {
    return this.dragging && this.drawn < this.futures.goal;
  }

  /** @param {string} name */
  shown(name) {
    const hypothesis = this.page.hypotheses.find((/** @type {any} */ one) => one.name === name);
    if (hypothesis) return this.setting.hypotheses[name] ?? hypothesis.chosen;
    return this.setting.levers[name] ?? null;
  }

  /** @param {boolean} moving */
  simulate(moving) {
    const unchanged = twinOf(this.setting, this.cases.base.page);
    const [link, twinLink] = [linkOf(this.setting), linkOf(unchanged)];
    this.begun = this.moved;
    this.dragging = moving;
    this.passed = false;
    try {
      const twin = twinLink === this.twinLink ? this.twin : this.store(unchanged);
      const kept = link === this.link ? this.mine : null;
      const mine = link === twinLink ? twin : (kept ?? this.store(this.setting));
      [this.mine, this.twin, this.twinLink] = [mine, twin, twinLink];
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
      return;
    }
    if (link !== this.link) {
      this.drawn = 0;
      for (const one of this.closer) one.hold();
    }
    this.link = link;
    this.view = viewOf(this.setting, this.page);
    at("failure").textContent = "";
    const goal = moving ? Math.min(DRAGGED, this.view.runs) : this.view.runs;
    this.futures.ask([...new Set([this.mine, this.twin])], goal);
    this.progress();
  }

  /** @type {string | undefined} link of the store in work */
  link;

  /** Draws when enough has come: the picture sharpens in a few steps. */
  progress() {
    const have = Math.min(this.mine.have, this.twin.have);
    const { runs } = this.view;
    if (have >= runs) for (const one of this.closer) one.show(this.mine, this.twin);
    const stages = [...STAGES.filter((one) => one < runs), runs];
    if (!this.everDrawn) stages.unshift(FIRST_PICTURE);
    const stage = stages.filter((one) => one <= have).at(-1) ?? 0;
    if (stage <= this.drawn) return;
    this.drawn = stage;
    this.everDrawn = true;
    this.draw(stage);
    if (this.passed && !this.inWork()) this.simulate(true);
  }

  everDrawn = false;
  drawnLink = "";
  drawnTitle = "";

  /** @param {number} n futures of each side that are drawn */
  draw(n) {
    [this.drawnLink, this.drawnTitle] = [this.link ?? "", this.page.title];
    const { page, view, setting, mine, twin } = this;
    this.results.draw({ page, view, setting, mine, twin, n });
    this.why.check();
    at("status").dataset.took = String(Math.round(performance.now() - this.begun));
    at("status").dataset.futures = String(n);
  }

  /** @param {string} why */
  fail(why) {
    at("failure").textContent = `The simulation stopped: ${why}. The pictures are the last good ones.`;
  }

  saveScenario() {
    save(
      "as_set.yaml",
      "application/yaml",
      scenarioFile(this.setting, this.page, viewOf(this.setting, this.page).runs),
    );
  }

  saveExtended() {
    save(this.page.file, "application/yaml", this.page.file_text);
  }

  saveTable() {
    const n = this.drawn;
    const [values, twins] = [this.mine, this.twin].map((store) =>
      store.columns.map((/** @type {Float64Array} */ one) => one.subarray(0, n)),
    );
    if (n > 0) save("outcomes.csv", "text/csv", table(values, twins, this.page));
  }
}

async function open() {
  try {
    const told = JSON.parse(at("told").textContent ?? "");
    if (told.no_simulation) {
      at("failure").textContent = `This page does not simulate: ${told.no_simulation}.`;
      return;
    }
    document.body.classList.add("live");
    at("still").removeAttribute("open");
    const parts = await unpacked(at("block").textContent ?? "", told.parts);
    const module = await WebAssembly.compile(parts.kernel);
    at("spread").textContent = told.spread;
    new Page(new Cases(told, parts), module).begin();
  } catch (error) {
    document.body.classList.remove("live");
    at("still").setAttribute("open", "");
    const why = error instanceof Error ? error.message : error;
    at("failure").textContent =
      `This browser cannot simulate here: ${why}. It takes one of 2023 or newer; words, table and figures are of runs made before.`;
  }
}

if (typeof document === "undefined") serve(self);
else open();
