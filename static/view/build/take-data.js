/** Other data to learn from: one change, which can be taken back. */
import { withData } from "../../core/data/examples.js";
import { heldOut, namesOf } from "../../core/data/test-split.js";
import { inPlace } from "../../core/data/layers.js";
import { kinds } from "../control/state.js";
import { rebuild } from "./apply-edit.js";
import { remark } from "./edit-remarks.js";

/** @import { Path } from "./apply-edit.js"
 * @import { Remark } from "../../core/data/examples.js"
 * @import { NamedData } from "../../core/data/test-split.js"
 * @import { DataRef } from "../../core/data/trace.js" */

/** Take data over, with outputs, activation and loss that fit; learning begins anew.
 * @param {NamedData} data @param {DataRef | null} name where they come from, if they can be drawn
 * again @param {Path} path where it is told if that cannot be @param {boolean} [own] whether inputs
 * are columns of a table, and so no pixels */
export async function takeData(data, name, path, own = false) {
  /** @type {Remark[]} */
  let remarks = [];
  const done = await rebuild((now) => {
    const made = withData(now, data, kinds.value);
    remarks = made.remarks;
    const experiment = { ...made.experiment, data: name };
    const held = { test: heldOut(data), names: namesOf(data, own) };
    return { ...inPlace(experiment), ...held, restart: true };
  }, path);
  if (done) remark(...remarks);
  return done;
}
