/**
 * Interventions on the calendar: moves of one lever of one militia or site, and contradictions.
 *
 * As sim/inputs/lever_timeline.py has it for scenario files, and compared with it bit for bit.
 *
 * @typedef {{lever: any, row: number, first: number, last: ?number, ramp: number, values: number[],
 *   condition: ?[number, number, number]}} Piece one lever of one militia or site in force: from a
 *   day, to a day or the end, over a ramp, or once a condition (outcome, comparison, number) holds
 */

export const NO_CONDITION = -1;

/**
 * Moves of all pieces: dated ones in the order of their lever and row, and those that wait.
 * @param {Piece[]} pieces in the order of the file that says the same
 * @param {number} days
 * @returns {{dated: any[], waiting: any[]}}
 */
export function movesOfPieces(pieces, days) {
  const dated = timelines(pieces).flatMap((some) => timeline(some, days));
  const waiting = pieces
    .filter((piece) => piece.condition !== null)
    .reverse()
    .flatMap((piece) => changes(piece, piece.first, untilOf(piece, days), piece.values, piece.condition));
  return { dated, waiting };
}

/**
 * The first two pieces that contradict each other, or nothing.
 * @param {Piece[]} pieces
 * @param {number} days
 * @returns {?[Piece, Piece]}
 */
export function clashOf(pieces, days) {
  for (const some of timelines(pieces)) {
    const dated = datedOf(some);
    for (let k = 1; k < dated.length; k++) {
      if (dated[k].first <= endOf(dated[k - 1])) return [dated[k - 1], dated[k]];
    }
    for (const [k, piece] of some.entries()) {
      if (piece.condition === null) continue;
      const other = some.find((one, n) =>
        one.condition === null ? undoes(one, piece, days) : n < k && twice(one, piece, days),
      );
      if (other) return [other, piece];
    }
  }
  return null;
}

/** @param {Piece[]} pieces */
function timelines(pieces) {
  /** @type {Map<string, Piece[]>} */
  const found = new Map();
  for (const piece of pieces) {
    const key = `${piece.lever.name} ${piece.row}`;
    found.set(key, [...(found.get(key) ?? []), piece]);
  }
  return [...found.values()];
}

/** @param {Piece[]} pieces */
function datedOf(pieces) {
  return pieces.filter((piece) => piece.condition === null).sort((a, b) => a.first - b.first);
}

/**
 * Dated moves of one lever of one militia or site: the end of a span brings back what stood before.
 * @param {Piece[]} pieces
 * @param {number} days
 */
function timeline(pieces, days) {
  let standing = pieces[0].lever.neutral;
  return datedOf(pieces).flatMap((piece) => {
    const found = piece.ramp > 0 ? ramp(piece, standing, days) : span(piece, standing, days);
    if (piece.last === null) standing = piece.values;
    return found;
  });
}

/**
 * @param {Piece} piece
 * @param {number[]} standing
 * @param {number} days
 */
function ramp(piece, standing, days) {
  const steps = Array.from({ length: piece.ramp }, (_, k) => k + 1);
  return steps
    .filter((n) => piece.first + n - 1 < days)
    .flatMap((n) => {
      const reached = piece.values.map((b, k) => standing[k] + ((b - standing[k]) * n) / piece.ramp);
      return changes(piece, piece.first + n - 1, days, reached, null);
    });
}

/**
 * @param {Piece} piece
 * @param {number[]} standing
 * @param {number} days
 */
function span(piece, standing, days) {
  const found = changes(piece, piece.first, days, piece.values, null);
  const back = piece.last !== null && piece.last + 1 < days;
  return back ? [...found, ...changes(piece, Number(piece.last) + 1, days, standing, null)] : found;
}

/**
 * One move for each column of the lever.
 * @param {Piece} piece
 * @param {number} day
 * @param {number} until
 * @param {number[]} values
 * @param {?[number, number, number]} condition
 */
function changes({ lever, row }, day, until, values, condition) {
  const [counter, compare, threshold] = condition ?? [NO_CONDITION, 0, 0];
  return lever.columns.map((/** @type {number} */ column, /** @type {number} */ k) => {
    const where = { lever: lever.name, past: false, day, until, table: lever.number, row, column };
    return { ...where, value: values[k], counter, compare, threshold };
  });
}

/** @param {Piece} piece */
function endOf(piece) {
  return piece.last ?? piece.first + Math.max(0, piece.ramp - 1);
}

/**
 * @param {Piece} piece
 * @param {number} days
 */
function untilOf(piece, days) {
  return piece.last ?? days;
}

/**
 * Would the end of a span, or a ramp, undo what a condition moves?
 * @param {Piece} one
 * @param {Piece} piece
 * @param {number} days
 */
function undoes(one, piece, days) {
  const passing = one.ramp > 0 || one.last !== null;
  return passing && piece.first <= endOf(one) + 1 && one.first <= untilOf(piece, days);
}

/**
 * Is one condition looked at for both on a common day?
 * @param {Piece} a
 * @param {Piece} b
 * @param {number} days
 */
function twice(a, b, days) {
  const same = String(a.condition) === String(b.condition);
  return same && a.first <= untilOf(b, days) && b.first <= untilOf(a, days);
}
