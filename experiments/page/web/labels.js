/** Labels beside points, each where it covers least of what stands there already. */

const LETTER = 6;
const TALL = 11;
const OUT = 50;

/**
 * @typedef {{text: string, kind: string, at: [number, number], off: number}} Wanted a label, what it
 *   names, its point, how far off
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
 * Boxes in which a label could stand, and the end by which it hangs: right of its point, left, below,
 * above, and aslant.
 * @param {Wanted} wanted
 * @returns {{box: Box, anchor: string}[]}
 */
function choices({ text, at: [x, y], off }) {
  const wide = text.length * LETTER;
  const aslant = off * 0.75;
  /** @type {[string, number, number][]} anchor, where it lies, top */
  const spots = [
    ["start", x + off, y - TALL / 2],
    ["end", x - off, y - TALL / 2],
    ["middle", x, y + off],
    ["middle", x, y - off - TALL],
    ["start", x + aslant, y + aslant - 2],
    ["start", x + aslant, y - aslant - TALL + 2],
    ["end", x - aslant, y + aslant - 2],
    ["end", x - aslant, y - aslant - TALL + 2],
  ];
  const share = { start: 0, middle: 0.5, end: 1 };
  return spots.map(([anchor, from, top]) => {
    const left = from - wide * /** @type {any} */ (share)[anchor];
    return { anchor, box: [left, top, left + wide, top + TALL] };
  });
}

/**
 * A place for each label, one after the other.
 * @param {Wanted[]} labels
 * @param {number} width of the picture
 * @param {number} height
 * @returns {{text: string, kind: string, x: number, y: number, anchor: string, box: Box}[]} end of the
 *   base line, and which
 */
export function labelSpots(labels, width, height) {
  /** @type {Box[]} */
  const taken = labels.map(({ at: [x, y], off }) => [x - off + 1, y - off + 1, x + off - 1, y + off - 1]);
  return labels.map((label) => {
    const found = choices(label);
    const costs = found.map(({ box }, k) => {
      const covered = taken.reduce((sum, one) => sum + overlap(box, one), 0);
      const inside = overlap(box, [4, 2, width - 4, height - 2]);
      const outside = (box[2] - box[0]) * (box[3] - box[1]) - inside;
      return covered + OUT * outside + k * 0.5;
    });
    const { box, anchor } = found[costs.indexOf(Math.min(...costs))];
    taken.push(box);
    const x = { start: box[0], middle: (box[0] + box[2]) / 2, end: box[2] }[anchor] ?? box[0];
    return {
      text: label.text,
      kind: label.kind,
      box,
      x: Math.round(x * 10) / 10,
      y: Math.round((box[3] - 2.5) * 10) / 10,
      anchor,
    };
  });
}
