/**
 * Where a cell stands in the picture.
 * @import { Layout } from "./layout.js"
 * @import { Cell, Trace } from "../data/trace.js"
 */

/** The key of the neuron, or of the meter, that a cell lives in. @param {Layout} at
 * @param {Trace} trace @param {Cell} cell @returns {string | null} */
export function standAt(at, trace, { tensor, cell }) {
  const home = at.homes.get(tensor);
  if (home?.where === "meter") return "meter";
  if (home?.where !== "neuron") return null;
  const place = trace.tensor(tensor).batched ? cell.slice(1) : cell;
  return `${home.column}:${place.join("-")}`;
}
