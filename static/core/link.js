/**
 * A link holds the experiment and the moment: a worked example by its name, anything else whole
 * and compressed. Works on plain http too.
 *
 * @typedef {{example: string | null, experiment: Experiment | null, iteration: number, t: number,
 *   shown: number, selected: Cell | null}} Moment
 * @import { Cell, Experiment } from "./trace.js"
 */

/** @param {Moment} moment @returns {Promise<string>} what stands behind the # */
export async function encode({ example, experiment, iteration, t, shown, selected }) {
  const fields = new URLSearchParams();
  if (example) fields.set("example", example);
  else if (experiment) fields.set("experiment", await pack(JSON.stringify(experiment)));
  if (iteration) fields.set("iteration", String(iteration));
  fields.set("t", String(Math.round(t * 1000) / 1000));
  if (shown) fields.set("shown", String(shown));
  if (selected) fields.set("cell", [selected.tensor, ...selected.cell].join("."));
  return fields.toString();
}

/** @param {string} hash @returns {Promise<Moment | null>} null where nothing is named */
export async function decode(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const packed = fields.get("experiment");
  if (!packed && !fields.get("example")) return null;
  const [tensor, ...cell] = (fields.get("cell") ?? "").split(".");
  return {
    example: packed ? null : fields.get("example"),
    experiment: packed ? JSON.parse(await unpack(packed)) : null,
    iteration: whole(fields.get("iteration")),
    t: Math.max(Number(fields.get("t")) || 0, 0),
    shown: whole(fields.get("shown")),
    selected: tensor ? { tensor, cell: cell.map(whole) } : null,
  };
}

/** @param {string | null} text */
const whole = (text) => Math.max(Math.trunc(Number(text)) || 0, 0);

/** @param {string} text */
async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const binary = Array.from(bytes, (b) => String.fromCharCode(b)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {string} packed */
async function unpack(packed) {
  const binary = atob(packed.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}
