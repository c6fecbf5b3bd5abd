/** A drawing that needs no page: pictures and lines of text one below the other, looks written out. */
import { element, shape } from "./drawing.js";

const EDGE_OF_SHEET = 14;
const GAP = 6;
const LEADING = 1.35;
const PATCH = 14;
const INHERITED = {
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-opacity": "1",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-dashoffset": "0px",
  "stroke-linejoin": "miter",
  "font-size": "16px",
  "font-weight": "400",
  "letter-spacing": "normal",
  "text-anchor": "start",
  "paint-order": "normal",
};
/** @type {Object<string, string>} what is not inherited, as it is where nothing is said */
const OWN = { opacity: "1" };
const OF_THE_PAGE = /^(class|role|tabindex|style|aria-|data-)/;

/**
 * A copy of a picture that looks the same without the style sheet of the page.
 * @param {SVGElement} node
 * @param {Object<string, string>} around looks of what it stands in
 * @returns {SVGElement}
 */
export function standingAlone(node, around = INHERITED) {
  const made = /** @type {SVGElement} */ (node.cloneNode(false));
  for (const { name } of [...made.attributes]) if (OF_THE_PAGE.test(name)) made.removeAttribute(name);
  const look = looksOf(node);
  for (const [name, usual] of [...Object.entries(around), ...Object.entries(OWN)]) {
    if (look[name] === usual) made.removeAttribute(name);
    else made.setAttribute(name, look[name]);
  }
  for (const child of node.childNodes) {
    if (!(child instanceof SVGElement)) made.append(child.cloneNode());
    else if (child.localName === "title") made.append(child.cloneNode(true));
    else if (getComputedStyle(child).display !== "none") made.append(standingAlone(child, look));
  }
  return made;
}

/**
 * Looks as attributes say them: half-seen colours as a colour and an opacity.
 * @param {Element} node
 */
function looksOf(node) {
  const computed = getComputedStyle(node);
  const names = [...Object.keys(INHERITED), ...Object.keys(OWN)];
  /** @type {Object<string, string>} */
  const look = Object.fromEntries(names.map((name) => [name, computed.getPropertyValue(name)]));
  for (const name of ["fill", "stroke"]) {
    const parts = /^rgba\((.*), ([\d.]+)\)$/.exec(look[name]);
    if (parts === null) continue;
    look[name] = `rgb(${parts[1]})`;
    look[`${name}-opacity`] = String(Number(look[`${name}-opacity`]) * Number(parts[2]));
  }
  return look;
}

export class Sheet {
  /**
   * @param {number} width of its pictures
   * @param {string} family of letters
   */
  constructor(width, family) {
    this.width = width;
    this.family = family;
    this.y = EDGE_OF_SHEET;
    /** @type {SVGElement[]} */
    this.parts = [];
    const canvas = /** @type {HTMLCanvasElement} */ (element("canvas", {}));
    this.ruler = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  }

  /**
   * @param {string} text
   * @param {number} size
   * @param {number} weight
   */
  long(text, size, weight) {
    this.ruler.font = `${weight} ${size}px ${this.family}`;
    return this.ruler.measureText(text).width;
  }

  /**
   * A paragraph; links may break after a sign, and what is still too long for a line anywhere.
   * @param {string} text
   * @param {number} size
   * @param {string} fill
   * @param {number} weight
   */
  write(text, size, fill, weight = 400) {
    const most = Math.max(1, Math.floor(this.width / this.long("m", size, weight)));
    const words = text.trim().replace(/\s+/g, " ").split(/(?<=[ &=,])/);
    let line = "";
    for (const word of words.flatMap((one) => one.match(new RegExp(`.{1,${most}}`, "gu")) ?? [])) {
      if (line !== "" && this.long(`${line}${word}`.trimEnd(), size, weight) > this.width) {
        this.line(line, size, fill, weight);
        line = "";
      }
      line += word;
    }
    this.line(line, size, fill, weight);
    this.y += GAP / 2;
  }

  /**
   * @param {string} text
   * @param {number} size
   * @param {string} fill
   * @param {number} weight
   */
  line(text, size, fill, weight) {
    if (text === "") return;
    const given = { x: EDGE_OF_SHEET, y: this.y + size, fill, "font-size": size, "font-weight": weight };
    this.parts.push(shape("text", given, text));
    this.y += size * LEADING;
  }

  /**
   * @param {SVGElement} picture as wide as the sheet
   * @param {number} height
   */
  put(picture, height) {
    const place = { x: EDGE_OF_SHEET, y: this.y, width: this.width, height };
    for (const [name, value] of Object.entries(place)) picture.setAttribute(name, String(value));
    this.parts.push(picture);
    this.y += height + GAP;
  }

  /**
   * What marks mean: a paragraph, or a list of patches with a word for each.
   * @param {Element} said
   * @param {number} size
   */
  explain(said, size) {
    const { color } = getComputedStyle(said);
    const rows = [...said.querySelectorAll("li")];
    if (rows.length === 0) this.write(said.textContent ?? "", size, color);
    else this.patches(rows, size, color);
  }

  /**
   * @param {Element[]} rows
   * @param {number} size
   * @param {string} fill
   */
  patches(rows, size, fill) {
    let x = 0;
    for (const row of rows) {
      const text = row.lastChild?.textContent ?? "";
      const wide = PATCH + 5 + this.long(text, size, 400);
      if (x > 0 && x + wide > this.width) {
        x = 0;
        this.y += size * LEADING + GAP / 2;
      }
      const patch = standingAlone(/** @type {any} */ (row.querySelector("svg")));
      const place = { x: EDGE_OF_SHEET + x, y: this.y, width: PATCH, height: PATCH };
      for (const [name, value] of Object.entries(place)) patch.setAttribute(name, String(value));
      const at = { x: EDGE_OF_SHEET + x + PATCH + 5, y: this.y + size - 1, fill, "font-size": size };
      this.parts.push(patch, shape("text", at, text));
      x += wide + 2 * GAP;
    }
    this.y += size * LEADING + GAP;
  }

  /**
   * @param {string} ground its colour
   * @param {SVGElement[]} told title and description
   * @returns {{made: SVGElement, width: number, height: number}}
   */
  finished(ground, told) {
    const [width, height] = [this.width + 2 * EDGE_OF_SHEET, Math.ceil(this.y + EDGE_OF_SHEET)];
    const given = { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": this.family };
    const back = shape("rect", { width, height, fill: ground });
    return { made: shape("svg", given, ...told, back, ...this.parts), width, height };
  }
}
