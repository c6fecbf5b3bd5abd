/** One map: outline, areas, sites. What lies under it is drawn once, what stands on it day by day. */
import { picture, shape, short } from "./drawing.js";
import { AREA, MAP_WIDTH, dotOf, mapLabels, projection } from "./projection.js";

export const HALO = 26;
const DARKEST = 0.85;
export const RECENT = 30;
const COLOURS = 8;

/**
 * @typedef {import("./map_days.js").MapDays} MapDays
 * @typedef {{strength: number, troops: number, attacks: number}} Scale what the darkest shade, the
 *   largest dot and the widest halo stand for
 * @typedef {{spot: number[], age: number, row: number}} Flash where something happened, how many days
 *   ago, and its row of the log
 */

/**
 * One scale for several sides, so that they can be compared.
 * @param {MapDays[]} sides
 * @returns {Scale}
 */
export function mapScale(sides) {
  const most = { strength: 0, troops: 0, attacks: 0 };
  for (const side of sides) {
    for (let day = 0; day < side.days; day++) {
      for (let a = 0; a < side.areas; a++) most.strength = Math.max(most.strength, side.strength(a, day));
      for (let s = 0; s < side.sites; s++) {
        most.troops = Math.max(most.troops, side.troops(s, day));
        most.attacks = Math.max(most.attacks, side.attacks(s, day, RECENT));
      }
    }
  }
  return most;
}

/** @param {[number, number][]} points */
function pathOf(points) {
  return points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
}

export class WorldMap {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
    const { height, place } = projection(page.map);
    this.place = place;
    /** @type {[number, number][]} */
    this.areas = page.map.areas.map((/** @type {any} */ one) => place(one.spot));
    /** @type {[number, number][]} */
    this.sites = page.map.sites.map((/** @type {any} */ one) => place(one.spot));
    this.marks = shape("g", {});
    this.made = picture(
      MAP_WIDTH,
      height,
      "Map",
      ...this.ground(height),
      this.marks,
      shape("g", {}, ...this.labels()),
    );
    this.made.classList.add("world");
  }

  /**
   * Countries and borders, or links where there is no map.
   * @param {number} height
   */
  ground(height) {
    const { outline, links, is_map } = this.page.map;
    const line = (/** @type {number[][]} */ points) => pathOf(points.map(this.place));
    const found = [shape("rect", { class: "abroad", width: MAP_WIDTH, height })];
    for (const ring of Object.values(outline.countries))
      found.push(shape("polygon", { class: "country", points: line(ring) }));
    for (const border of outline.borders)
      found.push(shape("polyline", { class: "border", points: line(border) }));
    for (const [a, b] of is_map ? [] : links) {
      const [[x1, y1], [x2, y2]] = [this.areas[a], this.areas[b]];
      found.push(shape("line", { class: "border", x1, y1, x2, y2 }));
    }
    for (const [name, lon, lat] of outline.names) {
      const [x, y] = this.place([lon, lat]);
      const room = x > 30 && x < MAP_WIDTH - 30 && y > 12 && y < height - 4;
      if (room) found.push(shape("text", { class: "land", x, y, "text-anchor": "middle" }, name));
    }
    return found;
  }

  labels() {
    return mapLabels(this.page.map).map(({ text, kind, x, y, anchor }) => {
      return shape("text", { class: kind, x, y, "text-anchor": anchor }, text);
    });
  }

  /**
   * Draw a day.
   * @param {MapDays} side
   * @param {number} day
   * @param {Scale} scale
   * @param {string} label what a screen reader says
   * @param {Flash[]} flashes
   */
  show(side, day, scale, label, flashes = []) {
    this.made.setAttribute("aria-label", label);
    const drawn = [
      ...this.sites.map((_, s) => this.halo(side, s, day, scale)),
      ...this.areas.map((_, a) => this.area(side, a, day, scale)),
      ...this.sites.map((_, s) => this.site(side, s, day, scale)),
      ...flashes.map((flash) => this.flash(flash)),
    ];
    this.marks.replaceChildren(...drawn);
  }

  /**
   * Attacks on a site in the last days, as a circle behind it.
   * @param {MapDays} side
   * @param {number} s
   * @param {number} day
   * @param {Scale} scale
   */
  halo(side, s, day, scale) {
    const [cx, cy] = this.sites[s];
    const share = side.attacks(s, day, RECENT) / (scale.attacks || 1);
    return shape("circle", { class: "halo", cx, cy, r: (HALO * Math.sqrt(share)).toFixed(1) });
  }

  /**
   * An area: shade for ISIS strength, a ring for the holders, a mark for the likeliest.
   * @param {MapDays} side
   * @param {number} a
   * @param {number} day
   * @param {Scale} scale
   */
  area(side, a, day, scale) {
    const [x, y] = this.areas[a];
    const { title } = this.page.map.areas[a];
    const [most, share] = side.holder(a, day);
    const holder = this.page.map.holders[most];
    const dark = DARKEST * (side.strength(a, day) / (scale.strength || 1));
    const said = `${title}: ISIS strength ${short(side.strength(a, day))}, ${holder.title} ${short(100 * share)} %`;
    return shape(
      "g",
      {},
      shape("title", {}, said),
      shape("circle", { class: "paper", cx: x, cy: y, r: AREA }),
      shape("circle", { class: "isis", cx: x, cy: y, r: AREA, "fill-opacity": dark.toFixed(3) }),
      ...this.ring(side.shares(a, day), x, y),
      shape("text", { class: "mark", x, y: y + 3.2, "text-anchor": "middle" }, holder.mark),
    );
  }

  /**
   * A ring whose parts are shares.
   * @param {number[]} shares
   * @param {number} cx
   * @param {number} cy
   */
  ring(shares, cx, cy) {
    let gone = 0;
    return shares.flatMap((share, k) => {
      const from = gone;
      gone += share;
      if (share === 0) return [];
      const dashes = `${(100 * share).toFixed(2)} 100`;
      const turned = { "stroke-dasharray": dashes, "stroke-dashoffset": (-100 * from).toFixed(2) };
      return [
        shape("circle", { class: `ring ${holderClass(k)}`, cx, cy, r: AREA, pathLength: 100, ...turned }),
      ];
    });
  }

  /**
   * A site: a dot whose area stands for troops.
   * @param {MapDays} side
   * @param {number} s
   * @param {number} day
   * @param {Scale} scale
   */
  site(side, s, day, scale) {
    const [cx, cy] = this.sites[s];
    const troops = side.troops(s, day);
    const r = dotOf(troops, scale.troops);
    const said = `${s + 1} ${this.page.map.sites[s].title}: ${short(troops)} troops`;
    const kind = troops > 0 ? "site" : "site left";
    return shape("circle", { class: kind, cx, cy, r: r.toFixed(1) }, shape("title", {}, said));
  }

  /** @param {Flash} flash */
  flash({ spot, age, row }) {
    const [cx, cy] = this.place(spot);
    return shape("circle", {
      class: age === 0 ? "flash now" : "flash",
      cx,
      cy,
      r: 17,
      "data-event": row,
      opacity: (1 / (1 + age)).toFixed(2),
    });
  }
}

/** @param {number} k row of the holders, 0 for ISIS or nobody */
export function holderClass(k) {
  return k === 0 ? "held0" : `held${((k - 1) % COLOURS) + 1}`;
}
