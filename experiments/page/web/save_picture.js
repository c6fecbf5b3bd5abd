/** Pictures that a reader takes away, as a drawing that needs no page, or as an image of it. */
import { element, shape } from "./drawing.js";
import { Sheet, standingAlone } from "./sheet.js";

const LEAST_WIDTH = 460;
const SHARPER = 2;
const TITLE = 15;
const TEXT = 12;
const KEY = 11;
const SMALL = 10;

/** @typedef {{title: string, seed: number, link: string}} Source of what is drawn */

/** @type {?HTMLElement} made once: a card that is drawn again and again only copies it */
let control = null;

/**
 * The control of one picture, to stand beside it as a child of what holds both.
 * @param {string} from which futures the picture shows
 * @param {string} key selector of what explains its marks, if that stands elsewhere
 * @returns {HTMLElement}
 */
export function saveControl(from, key = "") {
  control ??= element(
    "details",
    { class: "save", name: "save" },
    element("summary", {}, "Save this picture"),
    ...["SVG", "PNG"].map((kind) =>
      element("button", { type: "button", "data-save": kind.toLowerCase() }, kind),
    ),
  );
  const made = /** @type {HTMLElement} */ (control.cloneNode(true));
  made.dataset.from = from;
  made.dataset.key = key;
  return made;
}

/**
 * Listens once for all pictures, those that are still to be drawn as well.
 * @param {() => Source} source
 * @param {(name: string, kind: string, content: BlobPart) => void} save
 * @param {(why: string) => void} refuse
 */
export function savePictures(source, save, refuse) {
  document.addEventListener("click", async ({ target }) => {
    const button = /** @type {?HTMLElement} */ (/** @type {Element} */ (target).closest("[data-save]"));
    if (button === null) return;
    try {
      await take(button, source(), save);
      close(button);
    } catch (error) {
      refuse(`The picture was not saved: ${error instanceof Error ? error.message : error}.`);
    }
  });
  const escape = (/** @type {KeyboardEvent} */ event) => {
    // Before the panel around the picture hears of it, and closes as well.
    if (event.key === "Escape" && close(/** @type {Element} */ (event.target))) event.stopPropagation();
  };
  document.addEventListener("keydown", escape, { capture: true });
}

/**
 * @param {Element} within
 * @returns {boolean} was there anything to close?
 */
function close(within) {
  const open = within.closest(".save[open]");
  open?.removeAttribute("open");
  /** @type {?HTMLElement} */ (open?.querySelector("summary") ?? null)?.focus({ preventScroll: true });
  return Boolean(open);
}

/**
 * @param {HTMLElement} button
 * @param {Source} source
 * @param {(name: string, kind: string, content: BlobPart) => void} save
 */
async function take(button, source, save) {
  const { made, title, width, height } = sheetOf(/** @type {HTMLElement} */ (button.parentElement), source);
  const text = new XMLSerializer().serializeToString(made);
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "")
    .slice(0, 60);
  if (button.dataset.save === "svg") save(`${name}.svg`, "image/svg+xml", text);
  else save(`${name}.png`, "image/png", await imageOf(text, width * SHARPER, height * SHARPER));
}

/**
 * A picture under its title, with what its marks mean, and where it comes from.
 * @param {HTMLElement} beside the control of the picture
 * @param {Source} source
 */
function sheetOf(beside, { title: scenario, seed, link }) {
  const holder = /** @type {HTMLElement} */ (beside.parentElement);
  const svg = /** @type {SVGSVGElement} */ (holder.querySelector("svg"));
  const label = svg.getAttribute("aria-label") ?? "";
  const title = holder.querySelector(":scope > h3, :scope > figcaption")?.textContent ?? label.split(": ")[0];
  const { width: drawn, height: tall } = svg.viewBox.baseVal;
  const width = Math.max(drawn, LEAST_WIDTH);
  const [ink, ground] = [holder, holder.closest(".card, figure") ?? document.body].map((one) =>
    getComputedStyle(one),
  );
  const sheet = new Sheet(width, ink.fontFamily);
  sheet.write(title, TITLE, ink.color, 600);
  sheet.put(standingAlone(svg), (tall * width) / drawn);
  for (const one of holder.querySelectorAll("p")) sheet.explain(one, TEXT);
  const { key, from } = beside.dataset;
  for (const one of key ? document.querySelectorAll(key) : []) sheet.explain(one, KEY);
  const made = `Flashpoint: ${scenario}; ${from}; seed ${seed}; set: ${link ? `#${link}` : "nothing"}.`;
  sheet.write(made, SMALL, ink.color);
  const told = [shape("title", {}, title), shape("desc", {}, `${label} ${made}`)];
  return { title, ...sheet.finished(ground.backgroundColor, told) };
}

/**
 * @param {string} svg
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Blob>}
 */
async function imageOf(svg, width, height) {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = /** @type {HTMLCanvasElement} */ (element("canvas", { width, height }));
  canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
  return new Promise((done, fail) => {
    canvas.toBlob((made) => (made ? done(made) : fail(new Error("the browser made no image"))), "image/png");
  });
}
