/** The page: reads what it holds, lets a reader set it, and draws what the kernel makes of it. */
import { unpacked } from "./bytes.js";
import { fan, ladder, ladderKey } from "./by_day.js";
import { hypothesisControl, leverControl } from "./controls.js";
import { outcomeCard } from "./dots.js";
import { element, short } from "./drawing.js";
import { Futures, serve } from "./futures.js";
import { Pictures } from "./in_view.js";
import { planOf, worldOf } from "./moves.js";
import { LinkError, isEmpty, linkOf, nothingSet, settingOf } from "./setting.js";
import { meanOf } from "./statistics.js";
import { Store, WITH_DAYS } from "./store.js";
import { scenarioFile, table } from "./take_away.js";

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
   * @param {any} page
   * @param {Object<string, ArrayBuffer>} parts
   * @param {WebAssembly.Module} module
   */
  constructor(page, parts, module) {
    this.page = page;
    this.parts = parts;
    this.setting = nothingSet();
    /** @type {Map<string, any>} */
    this.controls = new Map();
    this.drawn = 0;
    this.timer = 0;
    this.moved = this.begun = 0;
    this.dragging = this.passed = false;
    this.pictures = new Pictures();
    const script = at("script").textContent ?? "";
    this.futures = new Futures(
      page,
      { module, page, parts },
      script,
      () => this.progress(),
      (why) => this.fail(why),
    );
    this.twin = this.mine = this.store(this.setting);
  }

  /** @param {import("./setting.js").Setting} setting */
  store(setting) {
    const { page, parts } = this;
    return new Store(page, worldOf(parts.world, setting, page), planOf(parts.plan, setting, page));
  }

  begin() {
    this.readLink();
    // Workers have something to do while the controls are built.
    clearTimeout(this.timer);
    this.simulate(false);
    this.buildControls();
    this.showSetting();
    addEventListener("hashchange", () => this.readLink());
    at("reset").addEventListener("click", () => this.change(nothingSet(), false));
    at("to-levers").addEventListener("click", () => go("settings"));
    at("to-pictures").addEventListener("click", () => go("pictures"));
    at("scenario").addEventListener("click", () => this.saveScenario());
    at("table").addEventListener("click", () => this.saveTable());
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
    const named = Object.entries(page.sources).map(([key, title]) => element("li", {}, `${key}: ${title}`));
    at("sources").append(...named);
    at("ladder-key").append(ladderKey(page.known.rungs));
  }

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
      this.change(settingOf(text, this.page), false, false);
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
    this.setting = setting;
    this.moved = performance.now();
    this.showSetting();
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
    for (const [name, control] of this.controls) control.show(this.shown(name));
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
    const link = linkOf(this.setting);
    this.begun = this.moved;
    this.dragging = moving;
    this.passed = false;
    try {
      if (isEmpty(this.setting)) this.mine = this.twin;
      else if (link !== this.link) this.mine = this.store(this.setting);
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
      return;
    }
    if (link !== this.link) this.drawn = 0;
    this.link = link;
    at("failure").textContent = "";
    const goal = moving ? Math.min(DRAGGED, this.page.runs) : this.page.runs;
    this.futures.ask([...new Set([this.mine, this.twin])], goal);
    this.progress();
  }

  /** @type {string | undefined} link of the store in work */
  link;

  /** Draws when enough has come: the picture sharpens in a few steps. */
  progress() {
    const have = Math.min(this.mine.have, this.twin.have);
    const { runs } = this.page;
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

  /** @param {number} n futures of each side that are drawn */
  draw(n) {
    const { page } = this;
    const changed = this.mine !== this.twin;
    const cards = page.shown.map((/** @type {string} */ name) => {
      const k = page.known.outcomes.findIndex((/** @type {any} */ one) => one.name === name);
      const [values, twins] = [this.mine, this.twin].map((store) => store.columns[k].subarray(0, n));
      const outcome = { ...page.known.outcomes[k], heading: page.headings[name] };
      return () => outcomeCard(outcome, values, twins, page.z95, changed);
    });
    this.pictures.draw(at("outcomes"), cards);
    this.drawDays(Math.min(n, WITH_DAYS), changed);
    at("war").textContent = this.war(n, changed);
    const took = Math.round(performance.now() - this.begun);
    const whole = n === page.runs ? "" : `, growing to ${page.runs.toLocaleString("en-GB")}`;
    at("status").textContent =
      `${n.toLocaleString("en-GB")} futures${changed ? ", each beside its unchanged twin" : ", nothing set"}${whole}`;
    at("status").dataset.took = String(took);
    at("status").dataset.futures = String(n);
  }

  /**
   * That war itself is not counted, where it began in any of these futures.
   * @param {number} n
   * @param {boolean} changed
   */
  war(n, changed) {
    const k = this.page.known.outcomes.findIndex(
      (/** @type {any} */ one) => one.name === this.page.war.outcome,
    );
    const [mine, twin] = [this.mine, this.twin].map((store) => 100 * meanOf(store.columns[k].subarray(0, n)));
    if (mine + twin === 0) return "";
    const where = `${short(mine)} % of futures${changed ? ` as set, ${short(twin)} % unchanged,` : ""}`;
    return this.page.war.sentence.replace(this.page.war.place, where);
  }

  /** @type {?{store: Store, n: number}} what the pictures by day show: they hold fewer futures */
  days = null;

  /**
   * @param {number} n
   * @param {boolean} changed
   */
  drawDays(n, changed) {
    const { page, mine, twin } = this;
    if (this.days?.store === mine && this.days.n === n) return;
    this.days = { store: mine, n };
    const fans = page.fans.map((/** @type {string} */ name, /** @type {number} */ k) => {
      const series = page.known.series.find((/** @type {any} */ one) => one.name === name);
      return () => fan(page, series, mine.daily[k], twin.daily[k], n);
    });
    const last = page.fans.length;
    const rungs = [() => ladder(page, changed ? "as set" : "nothing set", mine.daily[last], n)];
    if (changed) rungs.push(() => ladder(page, "unchanged", twin.daily[last], n));
    this.pictures.draw(at("days"), [...fans, ...rungs]);
    at("days-runs").textContent = `The first ${n.toLocaleString("en-GB")} futures.`;
  }

  /** @param {string} why */
  fail(why) {
    at("failure").textContent = `The simulation stopped: ${why}. The pictures are the last good ones.`;
  }

  saveScenario() {
    save("as_set.yaml", "application/yaml", scenarioFile(this.setting, this.page, this.page.runs));
  }

  saveTable() {
    const n = this.drawn;
    const [values, twins] = [this.mine, this.twin].map((store) =>
      store.columns.map((/** @type {Float64Array} */ one) => one.subarray(0, n)),
    );
    if (n > 0) save("outcomes.csv", "text/csv", table(values, twins, this.page));
  }
}

/**
 * @param {string} name
 * @param {string} kind
 * @param {string} text
 */
function save(name, kind, text) {
  const href = URL.createObjectURL(new Blob([text], { type: kind }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

async function open() {
  try {
    const page = JSON.parse(at("told").textContent ?? "");
    const parts = await unpacked(at("block").textContent ?? "", page.parts);
    const module = await WebAssembly.compile(parts.kernel);
    at("counted").textContent = page.counted;
    at("spread").textContent = page.spread;
    new Page(page, parts, module).begin();
  } catch (error) {
    at("failure").textContent =
      `This browser cannot simulate here: ${error instanceof Error ? error.message : error}.`;
  }
}

if (typeof document === "undefined") serve(self);
else open();
