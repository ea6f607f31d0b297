/**
 * What a step touches: which neurons, wires and badges are bright, and which way pulses run.
 * All from where the written tensor and the read tensors live.
 *
 * @typedef {"along" | "back" | "meet" | "place"} Course
 * @typedef {{op: number | null, course: Course, homes: Set<string>, phase: Phase}} Touch
 * @import { Phase, Step, Trace } from "../data/trace.js"
 * @import { Home } from "./placement.js"
 * @import { Layout } from "./layout.js"
 */

/** @param {Trace} trace @param {Layout} at @param {Step | null} step @returns {Touch | null} */
export function touch(trace, at, step) {
  if (!step) return null;
  const names = [step.writes, ...Object.values(step.reads)];
  const homes = new Set(names.map((n) => homeKey(at.homes.get(n))));
  const op = trace.ops[step.op];
  const wired = at.edges.some((e) => e.op === step.op);
  return {
    op: wired ? step.op : null,
    course: wired ? course(at, op, step) : "place",
    homes,
    phase: step.phase,
  };
}

/** Pulses run to where the written tensor lives. @param {Layout} at
 * @param {import("../data/trace.js").Op} op @param {Step} step @returns {Course} */
function course(at, op, step) {
  const home = at.homes.get(step.writes);
  if (!home || home.where === "badge") return "place";
  if (home.where === "wire") return "meet";
  const end = op.ends[step.rule] ?? op.ends[step.rule.replace(/^d_/, "")] ?? "to";
  return end === "from" ? "back" : "along";
}

/** @param {Home | undefined} home */
export function homeKey(home) {
  if (!home) return "aside";
  return home.where === "wire" ? `wire ${home.op}` : `${home.where} ${home.column}`;
}
