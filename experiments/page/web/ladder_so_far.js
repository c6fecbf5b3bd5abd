/** The ladder of one future up to a day: the rung of each day as a bar. */
import { HEIGHT, WIDTH, across, dateOf, frame, up } from "./by_day.js";
import { picture, shape } from "./drawing.js";

const LATE = 390;

/**
 * The rung of each day so far, as bars.
 * @param {any} page
 * @param {import("./pair.js").Side} side
 * @param {number} day
 * @param {number} parting
 * @param {string|null} name
 */
export function ladderSoFar(page, { days }, day, parting, name) {
  const most = page.known.rungs.length - 1;
  const width = Math.max(1.2, across(1, page) - across(0, page));
  const line = (/** @type {number} */ d, /** @type {string} */ kind) => {
    const x = across(d, page) + width / 2;
    return shape("line", { class: kind, x1: x, x2: x, y1: up(1), y2: up(0) });
  };
  const found = [...frame(page, ["0", String(most)]), line(day, "cursor")];
  for (let d = 0; d <= day; d++) {
    const rung = days.rung(d);
    if (rung > 0) {
      found.push(
        shape("rect", {
          class: `rung rung${rung}`,
          x: across(d, page),
          width,
          y: up(rung / most),
          height: up(0) - up(rung / most),
        }),
      );
    }
  }
  if (parting >= 0) {
    const late = across(parting, page) > LATE;
    const x = across(parting, page) + (late ? -4 : 6);
    found.push(
      line(parting, "parting"),
      shape("text", { x, y: up(1) + 22, class: "over", "text-anchor": late ? "end" : "start" }, "they part"),
    );
  }
  const label = `Rung by day, ${name}, up to ${dateOf(page, day)}: today ${page.known.rungs[days.rung(day)]}`;
  return picture(WIDTH, HEIGHT, label, ...found);
}
