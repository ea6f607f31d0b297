/**
 * From what the server says is wrong to the nearest experiment that works.
 *
 * @typedef {{pointer: string, detail: string, limit?: any, nearest?: any}} Fault
 * @typedef {{experiment: Experiment, key: string, nearest: string | number}} Remedy  key: the words of the
 *   button that takes it
 * @import { Kind } from "./kinds.js"
 * @import { Experiment } from "./trace.js"
 */
import { clamped, withTargets } from "./examples.js";
import { fresh, valueAt, withValue } from "./form.js";

/** @param {Experiment} refused @param {Fault | undefined} fault @param {Kind[]} kinds
 * @returns {Remedy | null} */
export function remedy(refused, fault, kinds) {
  if (!fault) return null;
  const path = pathOf(fault.pointer);
  const { limit, nearest } = fault;
  if (path[0] === "targets") return aboutTargets(refused, path, limit);
  if (nearest === undefined || nearest === null || !path.length) return null;
  const place = path.at(-1) === "kind" ? path.slice(0, -1) : path;
  const op = valueAt(refused, place);
  const family = familyOf(place);
  const kind =
    typeof nearest === "string" && kinds.find((k) => k.family === family && k.kind === nearest);
  const value = kind ? fresh(kind, op ?? {}) : nearest;
  const key = kind ? "remedy.kind" : "remedy.value";
  return { experiment: withValue(refused, place, value), key, nearest };
}

/** Targets of the width of the outputs, or within the bounds of the loss.
 * @param {Experiment} refused @param {(string | number)[]} path @param {any} limit
 * @returns {Remedy | null} */
function aboutTargets(refused, path, limit) {
  if (!Array.isArray(limit)) return null;
  if (path.length === 1 && limit.length === 1) {
    return { experiment: withTargets(refused, limit[0]), key: "remedy.width", nearest: limit[0] };
  }
  if (path.length < 3) return null;
  const [low, high] = limit;
  const nearest = `${low} … ${high}`;
  return { experiment: clamped(refused, low, high), key: "remedy.bounds", nearest };
}

/** The path of a JSON pointer into the experiment. @param {string} pointer
 * @returns {(string | number)[]} */
export function pathOf(pointer) {
  const parts = pointer.split("/").slice(1);
  if (parts[0] === "experiment") parts.shift();
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** What stands at a place: activation of a layer, initial value of a bias, layer.
 * @param {(string | number)[]} place */
function familyOf(place) {
  const name = place.findLast((part) => typeof part === "string");
  if (name === undefined) return "";
  return { layers: "layer", initial_bias: "initial" }[name] ?? String(name);
}
