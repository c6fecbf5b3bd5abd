/** Labels beside points, each where it covers least of what stands there already. */

const LETTER = 5.3;
const TALL = 11;
const OUT = 50;

/**
 * @typedef {{text: string, at: [number, number], off: number}} Wanted a label, its point, how far off
 * @typedef {[number, number, number, number]} Box left, top, right, bottom
 */

/**
 * How much of two boxes is the same.
 * @param {Box} a
 * @param {Box} b
 */
function overlap(a, b) {
  const wide = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const tall = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return wide > 0 && tall > 0 ? wide * tall : 0;
}

/**
 * Boxes in which a label could stand: right of its point, left, below, above, and aslant.
 * @param {Wanted} wanted
 * @returns {Box[]}
 */
function choices({ text, at: [x, y], off }) {
  const wide = text.length * LETTER;
  const aslant = off * 0.75;
  const lefts = [
    [x + off, y - TALL / 2],
    [x - off - wide, y - TALL / 2],
    [x - wide / 2, y + off],
    [x - wide / 2, y - off - TALL],
    [x + aslant, y + aslant - 2],
    [x + aslant, y - aslant - TALL + 2],
    [x - aslant - wide, y + aslant - 2],
    [x - aslant - wide, y - aslant - TALL + 2],
  ];
  return lefts.map(([left, top]) => [left, top, left + wide, top + TALL]);
}

/**
 * A place for each label, one after the other.
 * @param {Wanted[]} labels
 * @param {number} width of the picture
 * @param {number} height
 * @returns {{text: string, x: number, y: number}[]} left end of the base line
 */
export function labelSpots(labels, width, height) {
  /** @type {Box[]} */
  const taken = labels.map(({ at: [x, y], off }) => [x - off + 1, y - off + 1, x + off - 1, y + off - 1]);
  return labels.map((label) => {
    const boxes = choices(label);
    const costs = boxes.map((box, k) => {
      const covered = taken.reduce((sum, one) => sum + overlap(box, one), 0);
      const inside = overlap(box, [1, 1, width - 1, height - 1]);
      const outside = (box[2] - box[0]) * (box[3] - box[1]) - inside;
      return covered + OUT * outside + k * 0.5;
    });
    const box = boxes[costs.indexOf(Math.min(...costs))];
    taken.push(box);
    return { text: label.text, x: Math.round(box[0] * 10) / 10, y: Math.round((box[3] - 2.5) * 10) / 10 };
  });
}
