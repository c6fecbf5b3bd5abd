/** Tables that lie among the bytes of the page: moves and first mornings at other stops, parameters. */

const PAIR = 16;

/**
 * The page with these tables beside its words.
 * @param {any} page
 * @param {Object<string, ArrayBuffer>} parts
 * @returns {any}
 */
export function withTables(page, parts) {
  const { moves, parameters } = JSON.parse(new TextDecoder().decode(parts.tables));
  const stops = page.stops.map((/** @type {any} */ stop, /** @type {number} */ k) => {
    const [first, many] = stop.words;
    const changed = new BigInt64Array(parts.first_words.slice(first * PAIR, (first + many) * PAIR));
    return { ...stop, moves: moves[k], changed };
  });
  return { ...page, stops, parameters };
}
