/**
 * What a layer reads: places among the layers, −1 for the input, null for the layer before.
 * `source` is the short way to name one beside the layer before.
 */

/** @param {any} layer @returns {(number | null)[]} */
export const layerReads = ({ reads, source }) =>
  reads ?? (typeof source === "number" ? [null, source] : [null]);

/** The layer with other places to read, in the short way where it has had that.
 * @param {any} layer @param {(number | null)[]} reads */
export function withReads({ source, ...layer }, reads) {
  delete layer.reads;
  if (reads.length === 1 && reads[0] === null) return layer;
  const short = typeof source === "number" && reads.length === 2 && reads[0] === null;
  return short && reads[1] !== null ? { ...layer, source: reads[1] } : { ...layer, reads };
}
