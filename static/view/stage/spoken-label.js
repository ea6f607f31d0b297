/**
 * What is the same of a neuron however it looks: what is said of it, and what lives on it.
 * @import { Column, Neuron } from "../../core/picture/layout.js"
 * @import { Cell, Trace } from "../../core/data/trace.js"
 */
import { short, signed } from "../../core/data/number.js";
import { ownName } from "../../core/explain/own-name.js";
import { sameCell } from "../../core/data/trace.js";
import { t } from "../ui/words.js";

/** Whether a cell lives on this neuron. @param {Trace} current @param {Column} column
 * @param {Neuron} n @param {Cell} cell */
export function here(current, column, n, { tensor, cell }) {
  const of = current.tensor(tensor).of ?? tensor;
  const whole = cell.length === 0;
  return (
    column.tensors.includes(of) &&
    (whole || sameCell({ tensor, cell: cell.slice(1) }, { tensor, cell: n.place }))
  );
}

/** @param {Trace} current @param {Column} column @param {Neuron} n @param {string} inside
 * @param {number | null} value @param {number | "" | undefined} delta */
export function spoken(current, column, n, inside, value, delta) {
  const own = ownName(current, { tensor: inside, cell: [0, ...n.place] });
  const name =
    own ||
    t(column.layer ? "stage.neuron" : "stage.inputNeuron", {
      number: n.place.map((k) => k + 1).join(", "),
      layer: column.layer ?? 0,
    });
  const parts = [name];
  if (value !== null)
    parts.push(t(column.layer ? "stage.activation" : "stage.value", { value: short(value) }));
  if (typeof delta === "number") parts.push(t("stage.gradient", { value: signed(delta) }));
  return parts.join(", ");
}
