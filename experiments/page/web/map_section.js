/** The map by day: two maps of means, as set and unchanged, with a slider through the days. */
import { HEIGHT, WIDTH, across, dateOf, frame, path, up } from "./by_day.js";
import { element, futuresOf, picture, shape, short } from "./drawing.js";
import { WorldMap, mapScale } from "./map.js";
import { MapDays, gather } from "./map_days.js";
import { mapKey, mapTables } from "./map_key.js";
import { saveControl } from "./save_picture.js";

const WEEK = 7;
const NAMES = ["as set", "unchanged"];
const WAITING = "The map follows when all futures are in.";

/** @typedef {{world: ArrayBuffer, plan: ArrayBuffer, page: any, days: number}} Worlds a store */

export class MapSection {
  /**
   * @param {any} page
   * @param {(task: any) => Promise<any>} look as `Futures.look`
   * @param {HTMLElement} made the section that it fills
   */
  constructor(page, look, made) {
    this.page = page;
    this.look = look;
    /** @type {WeakMap<Worlds, MapDays>} what has been gathered of each world */
    this.gathered = new WeakMap();
    /** @type {Worlds[]} */
    this.worlds = [];
    this.turn = 0;
    /** @type {MapDays[]} what is drawn: one, or two where something is set */
    this.sides = [];
    this.maps = NAMES.map(() => new WorldMap(page));
    const last = page.days - 1;
    this.slider = /** @type {HTMLInputElement} */ (
      element("input", { type: "range", id: "map-day", min: 0, max: last, value: last })
    );
    this.date = element("output", { for: "map-day" });
    this.note = element("p", { class: "note", role: "status" }, WAITING);
    this.titles = NAMES.map((name) => element("figcaption", {}, name));
    this.saves = NAMES.map(() => saveControl("", "#map .map-key"));
    this.figures = this.maps.map((map, k) => {
      const held = element("div", { class: "holds" }, map.made, this.saves[k]);
      return element("figure", {}, this.titles[k], held);
    });
    this.strip = element("div", {});
    this.key = element("div", {});
    this.beside = element("div", { class: "beside" }, this.strip, this.key);
    this.tables = element("div", { class: "tables" });
    this.details = /** @type {HTMLDetailsElement} */ (
      element("details", {}, element("summary", {}, "The numbers of this day"), this.tables)
    );
    this.shown = element("div", { hidden: "" }, ...this.parts());
    made.append(this.note, this.shown, element("p", { class: "note" }, ground(page)));
    this.slider.addEventListener("input", () => this.draw());
    this.details.addEventListener("toggle", () => this.drawTables());
  }

  /** From the top: slider, maps with what stands beside them, numbers. */
  parts() {
    const label = element("label", { for: "map-day" }, "Day");
    const row = element("p", { class: "player" }, label, this.slider, this.date);
    return [row, element("div", { class: "figures maps" }, ...this.figures, this.beside), this.details];
  }

  /** The setting moved: what is shown is of the one before. */
  hold() {
    this.turn += 1;
    this.worlds = [];
    this.note.textContent = WAITING;
    this.shown.classList.add("stale");
  }

  /**
   * All futures are in: gather what a map shows, and draw it. A second call changes nothing.
   * @param {Worlds} mine
   * @param {Worlds} twin
   */
  async show(mine, twin) {
    if (this.worlds[0] === mine && this.worlds[1] === twin) return;
    this.turn += 1;
    this.worlds = [mine, twin];
    const turn = this.turn;
    try {
      for (const world of new Set(this.worlds)) {
        await this.fill(world, () => this.turn === turn);
        if (this.turn !== turn) return;
      }
      this.adopt(mine.page);
      this.ready();
    } catch (error) {
      if (turn !== this.turn) return;
      this.worlds = [];
      this.note.textContent = `The map could not be made: ${error instanceof Error ? error.message : error}.`;
    }
  }

  /**
   * The page under what is set: it may have other days, and the slider with it.
   * @param {any} page
   */
  adopt(page) {
    const atEnd = this.slider.value === this.slider.max;
    this.page = page;
    this.slider.max = String(page.days - 1);
    if (atEnd) this.slider.value = this.slider.max;
  }

  /**
   * @param {Worlds} world
   * @param {() => boolean} wanted
   */
  async fill(world, wanted) {
    const { page } = world;
    const found = this.gathered.get(world) ?? new MapDays(page);
    this.gathered.set(world, found);
    await gather(page, this.look, world, found, Math.min(page.map.runs, page.runs), wanted);
  }

  ready() {
    const sides = [...new Set(this.worlds)].map(
      (world) => /** @type {MapDays} */ (this.gathered.get(world)),
    );
    this.sides = sides;
    const paired = sides.length > 1;
    this.scale = mapScale(sides);
    for (const save of this.saves) save.dataset.from = `means of the first ${futuresOf(sides[0].runs)}`;
    this.figures[1].hidden = !paired;
    this.beside.classList.toggle("whole", paired);
    this.titles[0].textContent = paired ? NAMES[0] : "nothing set";
    this.note.textContent = `Means of the first ${sides[0].runs} futures at the end of each day; what few futures do may be missing.`;
    this.key.replaceChildren(mapKey(this.page, this.scale));
    this.shown.hidden = false;
    this.shown.classList.remove("stale");
    this.draw();
  }

  draw() {
    const { page } = this;
    if (this.sides.length === 0) return;
    const day = Number(this.slider.value);
    const past = day < page.free ? ", replayed past" : "";
    this.date.textContent = `${dateOf(page, day)}${past}`;
    this.slider.setAttribute("aria-valuetext", this.date.textContent);
    const { sides } = this;
    sides.forEach((side, k) =>
      this.maps[k].show(side, day, this.scale, mapLabel(page, side, day, this.titles[k].textContent)),
    );
    this.strip.replaceChildren(attackStrip(page, sides, day));
    this.drawTables();
  }

  /** Only where they are open: a slider must stay quick. */
  drawTables() {
    const { details, page } = this;
    if (!details.open || this.sides.length === 0) return;
    const named = this.sides.map((side, k) => /** @type {[string, MapDays]} */ ([NAMES[k], side]));
    this.tables.replaceChildren(...mapTables(page, named, Number(this.slider.value)));
  }

  /** @type {any} */
  scale = null;
}

/**
 * What lies under the marks.
 * @param {any} page
 */
function ground(page) {
  const { is_map, outline } = page.map;
  if (is_map) {
    return `Places are approximate, and moved apart where marks would cover each other. Outline: ${outline.source}.`;
  }
  return "This is no map: the page knows no place for some areas of this world, so all stand in a grid. Lines join neighbours.";
}

/**
 * What a screen reader says of a map.
 * @param {any} page
 * @param {MapDays} side
 * @param {number} day
 * @param {string|null} name
 */
export function mapLabel(page, side, day, name) {
  const { areas, sites } = page.map;
  const strengths = areas.map((/** @type {any} */ _, /** @type {number} */ a) => side.strength(a, day));
  const most = strengths.indexOf(Math.max(...strengths));
  const troops = sites.reduce(
    (/** @type {number} */ sum, /** @type {any} */ _, /** @type {number} */ s) => sum + side.troops(s, day),
    0,
  );
  return (
    `Map, ${name}, ${dateOf(page, day)}: ${short(troops)} troops at ${sites.length} sites, ` +
    `ISIS strongest in ${areas[most].title} with ${short(strengths[most])}. All numbers stand in a table.`
  );
}

/**
 * Rocket attacks of the last seven days, day by day, with a line at the day of the map.
 * @param {any} page
 * @param {MapDays[]} sides
 * @param {number} day
 */
function attackStrip(page, sides, day) {
  const weekly = sides.map((side) =>
    Array.from({ length: page.days }, (_, d) =>
      page.map.sites.reduce(
        (/** @type {number} */ sum, /** @type {any} */ _, /** @type {number} */ s) =>
          sum + side.attacks(s, d, WEEK),
        0,
      ),
    ),
  );
  const high = Math.max(...weekly.flat());
  const lines = weekly.map((values, k) =>
    shape("polyline", {
      class: k === 0 ? "mine middle" : "twin middle",
      points: path(values.map((value, d) => [across(d, page), up(value / (high || 1))])),
    }),
  );
  const x = across(day, page);
  const cursor = shape("line", { class: "cursor", x1: x, x2: x, y1: up(1), y2: up(0) });
  const said = sides.map((_, k) => `${short(weekly[k][day])} ${NAMES[k]}`).join(", ");
  const label = `Rocket attacks in the seven days up to ${dateOf(page, day)}: ${said}`;
  return element(
    "figure",
    {},
    element("figcaption", {}, `Rocket attacks of the last seven days (mean)${lines.length > 1 ? ", dashes unchanged" : ""}`),
    picture(WIDTH, HEIGHT, label, ...frame(page, ["0", short(high)]), ...lines.reverse(), cursor),
    saveControl(`means of the first ${futuresOf(sides[0].runs)}`),
  );
}
