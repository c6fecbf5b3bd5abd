/** What comes of a setting: the answer in words, outcomes, days, how sure; drawn as futures come in. */
import { answerLines } from "./answer.js";
import { fan, ladder } from "./by_day.js";
import { choosable, focusPlace, focusedPlace } from "./choose.js";
import { outcomeCard } from "./dots.js";
import { element, short } from "./drawing.js";
import { Pictures } from "./in_view.js";
import { setLines } from "./set_lines.js";
import { isEmpty } from "./setting.js";
import { meanOf } from "./statistics.js";
import { WITH_DAYS } from "./store.js";
import { sureTable } from "./sure.js";

/**
 * @typedef {{page: any, view: any, setting: import("./setting.js").Setting,
 *   mine: import("./store.js").Store, twin: import("./store.js").Store, n: number}} Drawn the page, as
 *   it is under the setting, both sides, and how many futures of each are drawn
 */

/** @param {number} count */
function thousands(count) {
  return count.toLocaleString("en-GB");
}

/**
 * Values of one outcome on both sides.
 * @param {Drawn} drawn
 * @param {string} name
 */
function outcomeOfBoth({ page, mine, twin, n }, name) {
  const k = page.known.outcomes.findIndex((/** @type {any} */ one) => one.name === name);
  const [values, twins] = [mine, twin].map((store) => store.columns[k].subarray(0, n));
  const named = { heading: page.headings[name], topic: page.topics[name] };
  return { outcome: { ...page.known.outcomes[k], ...named }, values, twins };
}

/**
 * What is set changes, in words.
 * @param {Drawn} drawn
 * @param {any[]} rows
 */
function answerParts({ page, setting }, rows) {
  const [outcomes, values, twins] = ["outcome", "values", "twins"].map((key) => rows.map((row) => row[key]));
  const said = answerLines(outcomes, values, twins, page).map((line) => element("p", {}, line));
  return [...said, element("p", { class: "note" }, `Set: ${setLines(setting, page).join("; ")}.`)];
}

/**
 * That war itself is not counted, where it began in any of these futures.
 * @param {Drawn} drawn
 * @param {boolean} changed
 */
function warText(drawn, changed) {
  const { outcome, place, sentence } = drawn.page.war;
  const { values, twins } = outcomeOfBoth(drawn, outcome);
  const [mine, twin] = [values, twins].map((one) => 100 * meanOf(one));
  if (mine + twin === 0) return "";
  const where = `${short(mine)} % of futures${changed ? ` as set, ${short(twin)} % unchanged,` : ""}`;
  return sentence.replace(place, where);
}

/**
 * How many futures there are, and beside what.
 * @param {Drawn} drawn
 * @param {boolean} changed
 */
function statusText({ view, setting, n }, changed) {
  const whole = n === view.runs ? "" : `, growing to ${thousands(view.runs)}`;
  const alone = isEmpty(setting) ? ", nothing set" : ", no more set than history and length";
  return `${thousands(n)} futures${changed ? ", each beside its unchanged twin" : alone}${whole}`;
}

export class Results {
  /**
   * @param {(id: string) => HTMLElement} at
   * @param {(run: number, side: number, place: string) => void} tell opens the story of a future
   */
  constructor(at, tell) {
    this.at = at;
    this.tell = tell;
    this.pictures = new Pictures();
    /** @type {?{store: any, n: number}} what the pictures by day show: they hold fewer futures */
    this.days = null;
  }

  /** @param {Drawn} drawn */
  draw(drawn) {
    const { at } = this;
    const { page, view, mine, twin, n } = drawn;
    const changed = mine !== twin;
    const rows = page.shown.map((/** @type {string} */ name) => outcomeOfBoth(drawn, name));
    at("as-set").replaceChildren(...(changed ? answerParts(drawn, rows) : []));
    this.drawOutcomes(rows, page.z95, changed);
    this.pictures.draw(at("sure"), [() => sureTable(page, view.runs, mine, n)]);
    this.drawDays({ ...drawn, n: Math.min(n, WITH_DAYS) }, changed);
    at("war").textContent = warText(drawn, changed);
    at("status").textContent = statusText(drawn, changed);
  }

  /**
   * @param {any[]} rows
   * @param {number} z95
   * @param {boolean} changed
   */
  drawOutcomes(rows, z95, changed) {
    const cards = rows.map(({ outcome, values, twins }) => () => {
      const card = outcomeCard(outcome, values, twins, z95, changed);
      choosable(card, outcome, [values, twins], this.tell);
      return card;
    });
    const place = focusedPlace();
    this.pictures.draw(this.at("outcomes"), cards);
    if (place !== null) focusPlace(place);
  }

  /**
   * @param {Drawn} drawn
   * @param {boolean} changed
   */
  drawDays({ view, mine, twin, n }, changed) {
    if (this.days?.store === mine && this.days.n === n) return;
    this.days = { store: mine, n };
    const fans = view.fans.map((/** @type {string} */ name, /** @type {number} */ k) => {
      const series = view.known.series.find((/** @type {any} */ one) => one.name === name);
      return () => fan(view, series, mine.daily[k], twin.daily[k], n);
    });
    const last = view.fans.length;
    const rungs = [() => ladder(view, changed ? "as set" : "nothing set", mine.daily[last], n)];
    if (changed) rungs.push(() => ladder(view, "unchanged", twin.daily[last], n));
    this.pictures.draw(this.at("days"), [...fans, ...rungs]);
    this.at("days-runs").textContent = `The first ${thousands(n)} futures.`;
  }
}
