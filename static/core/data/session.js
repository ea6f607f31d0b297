/**
 * A visit as plain values that a browser can store, and back: the lines with all they have been, and
 * the history of changes.
 *
 * @typedef {{line: Line, iteration: number}} Entry
 * @typedef {{now: number, lines: any[], trained: number[], history: History<{line: number,
 *   iteration: number}>}} Plain  lines are named by their number
 * @import { History } from "./history.js"
 * @import { Line } from "./run.js"
 * @import { Checkpoint } from "./trace.js"
 */
import { lineOf } from "./run.js";
import { Record, thinned } from "./record.js";

/** Numbers that the checkpoints of a stored visit hold together: 16 MB. */
const VALUES = 2_000_000;

/** @param {Line} now @param {Line[]} trained @param {History<Entry>} history
 * @returns {Plain} */
export function plain(now, trained, history) {
  const all = new Map([...trained, ...entries(history).map(({ line }) => line), now].map(byId));
  return {
    now: now.id,
    lines: bounded([...all.values()]).map(({ line, checkpoints }) => ({
      ...line,
      record: {
        points: line.record.points,
        checkpoints: checkpoints.map(own),
        parted: line.record.parted,
      },
    })),
    trained: trained.map(({ id }) => id),
    history: each(history, ({ line, iteration }) => ({ line: line.id, iteration })),
  };
}

/** @param {Plain} kept @returns {{now: Line, trained: Line[], history: History<Entry>}} */
export function live({ now, lines, trained, history }) {
  const all = new Map(
    lines
      .map(({ record, ...line }) =>
        lineOf(line.experiment, {
          ...line,
          record: new Record(record.points, record.checkpoints, record.parted ?? null),
        }),
      )
      .map(byId),
  );
  const found = (/** @type {number} */ id) => /** @type {Line} */ (all.get(id));
  return {
    now: found(now),
    trained: trained.map(found),
    history: each(history, ({ line, iteration }) => ({ line: found(line), iteration })),
  };
}

/** @param {Line} line @returns {[number, Line]} */
const byId = (line) => [line.id, line];

/** @template T @param {History<T>} history */
const entries = ({ past, now, future }) => [...past, ...(now === null ? [] : [now]), ...future];

/** @template A, B @param {History<A>} history @param {(entry: A) => B} make @returns {History<B>} */
const each = ({ past, now, future }, make) => ({
  past: past.map(make),
  now: now === null ? null : make(now),
  future: future.map(make),
});

/** Lines with as many checkpoints as there is room for: the oldest are thinned first, for what lies
 * between two checkpoints can be computed again. @param {Line[]} lines in order of age
 * @returns {{line: Line, checkpoints: Checkpoint[]}[]} */
function bounded(lines) {
  let room = VALUES;
  const newest = [...lines].reverse().map((line) => {
    let checkpoints = line.record.checkpoints;
    while (amount(checkpoints) > room && checkpoints.length > 2) checkpoints = thinned(checkpoints);
    room = Math.max(room - amount(checkpoints), 0);
    return { line, checkpoints };
  });
  return newest.reverse();
}

/** @param {Checkpoint[]} checkpoints */
const amount = (checkpoints) => checkpoints.length * (checkpoints[0]?.values.length ?? 0);

/** A view into a longer vector would be stored with all of it. @param {Checkpoint} checkpoint */
const own = ({ iteration, values }) => ({
  iteration,
  values: values.byteLength === values.buffer.byteLength ? values : values.slice(),
});
