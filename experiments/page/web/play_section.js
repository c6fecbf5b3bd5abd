/** One pair of futures, played day by day: on two maps, on two ladders, and as lines. */
import { dateOf } from "./by_day.js";
import { element } from "./drawing.js";
import { eventLine, eventSpots } from "./event_line.js";
import { ladderSoFar } from "./ladder_so_far.js";
import { WorldMap, mapScale } from "./map.js";
import { mapKey } from "./map_key.js";
import { mapLabel } from "./map_section.js";
import { nextDifferent, pairOf } from "./pair.js";
import { Player } from "./player.js";
import { saveControl } from "./save_picture.js";

const LINES = 7;
const SIDES = ["as set", "unchanged"];
const ABOUT =
  "The same future, with the same luck, as set and unchanged. Rings flash where something happens; " +
  "what strikes no site and no area stands in the lines alone. Choose a line or a ring to read why.";

/** @typedef {import("./pair.js").Pair} Pair */

export class PlaySection {
  /**
   * @param {any} page
   * @param {(task: any) => Promise<any>} look as `Futures.look`
   * @param {HTMLElement} made the section that it fills
   * @param {(run: number, side: number, place: ?string, event?: number) => void} tell as
   *   `WhyPanel.open`
   */
  constructor(page, look, made, tell) {
    this.page = page;
    this.look = look;
    this.tell = tell;
    /** @type {any[]} stores as set and unchanged */
    this.stores = [];
    /** @type {?Pair} */
    this.pair = null;
    this.run = 0;
    this.turn = 0;
    this.player = new Player(
      page.days,
      (day) => this.draw(day),
      (day) => this.nextEvent(day),
    );
    this.maps = SIDES.map(() => new WorldMap(page));
    this.number = /** @type {HTMLInputElement} */ (
      element("input", { type: "number", id: "pair", min: 0, max: page.runs - 1, step: 1, value: 0 })
    );
    this.other = element("button", { type: "button" }, "Next pair that ends differently");
    this.note = element(
      "p",
      { class: "note", role: "status" },
      "The first pair follows when all futures are in.",
    );
    this.date = element("p", { class: "day" });
    this.titles = SIDES.map((name) => element("figcaption", {}, name));
    this.ladders = SIDES.map(() => element("div", {}));
    this.lists = SIDES.map((name) => element("ol", { class: "events", "aria-label": `events ${name}` }));
    this.saves = SIDES.map(() => ["#play .map-key", "#ladder-key .key"].map((key) => saveControl("", key)));
    this.key = element("div", {});
    this.figures = SIDES.map((_, k) => this.figure(k));
    this.shown = element("div", { hidden: "" }, ...this.parts());
    made.append(element("p", { class: "note" }, ABOUT), this.note, this.shown);
    this.number.addEventListener("change", () => this.choose());
    this.other.addEventListener("click", () => this.seek());
  }

  /** @param {number} k a side */
  figure(k) {
    const { rungs } = this.page.known;
    const head = `Highest rung of each day so far (${rungs.length - 1}: ${rungs.at(-1)})`;
    const [map, ladder] = [this.maps[k].made, this.ladders[k]].map((one, n) =>
      element("div", { class: "holds" }, one, this.saves[k][n]),
    );
    const place = `pair.${k}`;
    const tell = element("button", { type: "button", class: "tell", "data-place": place }, "Tell this future");
    tell.addEventListener("click", () => this.told(k, place));
    const parts = [this.titles[k], map, element("small", {}, head), ladder, this.lists[k], tell];
    const figure = element("figure", {}, ...parts);
    figure.addEventListener("click", (event) => {
      const chosen = /** @type {Element} */ (event.target).closest("[data-event]");
      const row = Number(chosen?.getAttribute("data-event"));
      if (chosen) this.told(k, `pair.${k}.${row}`, row);
    });
    return figure;
  }

  /**
   * Why: not of a pair that is of another setting.
   * @param {number} side
   * @param {string} place
   * @param {number} [row]
   */
  told(side, place, row) {
    if (this.pair !== null && this.stores.length > 0) this.tell(this.pair.run, side, place, row);
  }

  /** From the top: which pair, the player, the day, both sides. */
  parts() {
    const label = element("label", { for: "pair" }, "Future number");
    const row = element("p", { class: "player" }, label, this.number, this.other);
    const figures = element("div", { class: "figures maps" }, ...this.figures);
    return [row, this.player.made, this.date, figures, this.key];
  }

  /** The setting moved: what is shown is of the one before. */
  hold() {
    this.turn += 1;
    this.stores = [];
    this.player.stop();
    this.shown.classList.add("stale");
  }

  /**
   * All futures are in: look at the pair that was chosen. A second call changes nothing.
   * @param {any} mine a store
   * @param {any} twin
   */
  show(mine, twin) {
    if (this.stores[0] === mine && this.stores[1] === twin) return;
    this.stores = [mine, twin];
    this.page = mine.page;
    this.player.within(mine.page.days);
    this.number.max = String(mine.page.runs - 1);
    this.load(Math.min(this.run, mine.page.runs - 1));
  }

  choose() {
    const run = Number(this.number.value);
    const known = this.number.value !== "" && Number.isInteger(run) && run >= 0 && run < this.page.runs;
    this.number.setCustomValidity(known ? "" : `a whole number from 0 to ${this.page.runs - 1}`);
    if (known) this.load(run);
    else this.number.reportValidity();
  }

  seek() {
    if (this.stores.length === 0) return;
    const [mine, twin] = this.stores;
    const runs = Math.min(mine.have, twin.have);
    const found = nextDifferent(this.page, mine.columns, twin.columns, this.run, runs);
    if (found >= 0) this.load(found);
    else
      this.note.textContent = `None of ${runs} pairs ends differently by what is compared: ${this.compared()}.`;
  }

  compared() {
    const { ends } = this.page.map;
    const meant = ends.map(
      (/** @type {string} */ name) =>
        this.page.known.outcomes.find((/** @type {any} */ one) => one.name === name).meaning,
    );
    return meant.join("; ");
  }

  /** @param {number} run */
  async load(run) {
    if (this.stores.length === 0) return;
    this.turn += 1;
    const turn = this.turn;
    this.run = run;
    this.number.value = String(run);
    this.player.stop();
    try {
      const pair = await pairOf(this.page, this.look, this.stores, run);
      if (turn === this.turn) this.ready(pair);
    } catch (error) {
      if (turn !== this.turn) return;
      this.note.textContent = `This pair could not be played: ${error instanceof Error ? error.message : error}.`;
    }
  }

  /** @param {Pair} pair */
  ready(pair) {
    const { page } = this;
    const paired = this.stores[0] !== this.stores[1];
    this.pair = pair;
    this.scale = mapScale(pair.sides.map((side) => side.days));
    this.figures[1].hidden = !paired;
    this.titles[0].textContent = paired ? SIDES[0] : "nothing set";
    this.other.toggleAttribute("disabled", !paired);
    this.saves.flat().forEach((save) => {
      save.dataset.from = `future ${pair.run}`;
    });
    this.key.replaceChildren(mapKey(page, this.scale));
    this.note.textContent = paired
      ? partingWords(page, pair)
      : `Future ${pair.run}. Nothing is set, so its twin is the same.`;
    this.shown.hidden = false;
    this.shown.classList.remove("stale");
    this.player.go(pair.parting >= 0 ? pair.parting : page.free);
  }

  /** @param {number} day */
  nextEvent(day) {
    const sides = this.pair === null ? [] : this.pair.sides;
    for (let d = day + 1; d < this.page.days; d++)
      if (sides.some((side) => side.byDay[d].length > 0)) return d;
    return this.page.days - 1;
  }

  /** @param {number} day */
  draw(day) {
    const { page, pair } = this;
    if (pair === null) return;
    const marks = [day < page.free ? "replayed past" : "", day === pair.parting ? "here they part" : ""];
    this.date.textContent = [dateOf(page, day), ...marks.filter((one) => one !== "")].join(" – ");
    this.player.slider.setAttribute("aria-valuetext", this.date.textContent);
    pair.sides.forEach((side, k) => {
      if (this.figures[k].hidden) return;
      const name = this.titles[k].textContent;
      this.maps[k].show(
        side.days,
        day,
        this.scale,
        mapLabel(page, side.days, day, name),
        this.flashes(side, day),
      );
      this.ladders[k].replaceChildren(ladderSoFar(page, side, day, pair.parting, name));
      this.lists[k].replaceChildren(...this.lines(side, day, k));
    });
  }

  /**
   * Where something happened today, and while it plays a little longer.
   * @param {import("./pair.js").Side} side
   * @param {number} day
   */
  flashes(side, day) {
    const ages = Array.from({ length: this.player.blink + 1 }, (_, age) => age).filter((age) => age <= day);
    return ages.flatMap((age) =>
      side.byDay[day - age].flatMap((row) =>
        eventSpots(this.page, side.log, row).map((spot) => ({ spot, age, row })),
      ),
    );
  }

  /**
   * The last events up to a day, those of today last and marked.
   * @param {import("./pair.js").Side} side
   * @param {number} day
   * @param {number} k which side it is
   */
  lines(side, day, k) {
    const rows = side.byDay.slice(0, day + 1).flat();
    return rows.slice(-LINES).map((row) => {
      const on = side.log.day[row];
      const alone = side.alone[row] ? " (only here)" : "";
      const kind = `${on === day ? "today" : ""} ${side.alone[row] ? "alone" : ""}`.trim();
      const given = { type: "button", class: "line", "data-event": row, "data-place": `pair.${k}.${row}` };
      const line = `${dateOf(this.page, on)} ${eventLine(this.page, side.log, row)}${alone}`;
      return element("li", { class: kind }, element("button", given, line));
    });
  }

  /** @type {any} */
  scale = null;
}

/**
 * @param {any} page
 * @param {Pair} pair
 */
function partingWords(page, { run, parting, sides }) {
  if (parting < 0) return `Future ${run}: the same events as set and unchanged.`;
  const peaks = sides.map(({ days }) =>
    Math.max(...Array.from({ length: page.days }, (_, d) => (d < page.free ? 0 : days.rung(d)))),
  );
  const [mine, twin] = peaks.map((rung) => page.known.rungs[rung]);
  return `Future ${run}: they part on ${dateOf(page, parting)}. Highest rung as set: ${mine}; unchanged: ${twin}.`;
}
