/** The numbers of the page: one compressed block of bytes, and where each part of it lies. */

/**
 * @param {string} text base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesOf(text) {
  const packed = text.trim();
  const { fromBase64 } = /** @type {any} */ (Uint8Array);
  if (fromBase64) return fromBase64.call(Uint8Array, packed);
  const letters = atob(packed);
  const bytes = new Uint8Array(letters.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = letters.charCodeAt(k);
  return bytes;
}

/**
 * Unpack the block (gzip in base64) into its parts.
 * @param {string} text
 * @param {Object<string, [number, number]>} places name -> first byte and number of bytes
 * @returns {Promise<Object<string, ArrayBuffer>>}
 */
export async function unpacked(text, places) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const whole = await new Response(stream).arrayBuffer();
  const parts = Object.entries(places).map(([name, [at, size]]) => [name, whole.slice(at, at + size)]);
  return Object.fromEntries(parts);
}

/**
 * Numbers from planes: the first bytes of all of them, then the second ones, and so on.
 * @param {ArrayBuffer} planes
 * @param {number} size bytes of a number
 * @returns {ArrayBuffer}
 */
export function fromPlanes(planes, size) {
  const given = new Uint8Array(planes);
  const made = new Uint8Array(given.length);
  const many = given.length / size;
  for (let byte = 0; byte < size; byte++)
    for (let k = 0; k < many; k++) made[k * size + byte] = given[byte * many + k];
  return made.buffer;
}
