/** Elements of pictures. Text goes in as text, never as HTML. */

const SVG = "http://www.w3.org/2000/svg";
/** @type {Map<string, Intl.NumberFormat>} formats are slow to make and quick to use */
const FORMATS = new Map();

/**
 * An element with attributes and children; a string is text.
 * @param {string} name
 * @param {Object<string, any>} attributes
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/**
 * The same for a part of a picture.
 * @param {string} name
 * @param {Object<string, any>} attributes
 * @param {...(Node|string)} children
 * @returns {any}
 */
export function shape(name, attributes, ...children) {
  return filled(/** @type {any} */ (document.createElementNS(SVG, name)), attributes, children);
}

/**
 * @param {HTMLElement} made
 * @param {Object<string, any>} attributes
 * @param {(Node|string)[]} children
 */
function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/**
 * A picture of that size, with what a screen reader says of it.
 * @param {number} width
 * @param {number} height
 * @param {string} label
 * @param {...Node} children
 */
export function picture(width, height, label, ...children) {
  return shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, ...children);
}

/**
 * A number for people: three digits, thousands parted.
 * @param {number} value
 */
export function short(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const places = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2;
  return told(value, places, 0);
}

/** @param {number} many */
export function futuresOf(many) {
  return `${many.toLocaleString("en-GB")} futures`;
}

/**
 * A number and its error, to two digits of the error and at most four of the number.
 * @param {number} value
 * @param {number} error above 0
 */
export function withError(value, error) {
  const size = Math.floor(Math.log10(Math.max(Math.abs(value), error)));
  const places = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(error)), 3 - size));
  const least = 10 ** -places;
  const said = error < least / 2 ? `less than ${told(least, places, places)}` : told(error, places, places);
  return `${told(value, places, places)} ± ${said}`;
}

/**
 * @param {number} value
 * @param {number} most
 * @param {number} least
 */
function told(value, most, least) {
  const key = `${most} ${least}`;
  const said = { maximumFractionDigits: most, minimumFractionDigits: least };
  const format = FORMATS.get(key) ?? new Intl.NumberFormat("en-GB", said);
  FORMATS.set(key, format);
  return format.format(value).replace("-", "−");
}
