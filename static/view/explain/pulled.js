/**
 * What each example of the batch pulls on a parameter.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 * @import { Followed } from "../server/latest-request.js"
 * @import { Asked } from "./asked.js"
 * @typedef {{rows: number[], losses: number[], pulls: number[], gradient: number,
 *   agreement: {cell: number | null, parameter: number | null, all: number | null}}} Pulls
 */
import { following } from "../server/latest-request.js";
import { unhurried, whileAsked } from "./asked.js";
import { askEngine } from "./engine.js";

/** The parameter at a cell: of a gradient or a new value the one it belongs to. @param {Trace} of
 * @param {Cell} cell @returns {Cell | null} */
export function parameterAt(of, { tensor, cell }) {
  const name = of.tensor(tensor).of ?? tensor;
  return of.tensor(name).kind === "parameter" ? { tensor: name, cell } : null;
}

/** @type {ReadonlySignal<Followed<Asked, Pulls> | null>} */
export const pulled = following(
  whileAsked("pulls", parameterAt),
  ({ now, cell }) => askEngine("pulls", now, { ...cell }),
  unhurried,
);
