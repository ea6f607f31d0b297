/** How a run is asked to show itself: iterations from frame to frame, and frames a second. */

/** Frames a second where many iterations lie between two of them. */
const SMOOTH = 30;
/** Frames a second where as much as can be is trained: each takes time from that. */
const AHEAD = 10;
/** Another one whenever the iterations done have grown by this share: what falls fast at first is
 * seen to, however fast the engine is. */
const GROWTH = 0.05;
/** Frames a second that a server sends at the most. */
const MOST = 60;
/** Iterations or epochs a second that a person can choose; at last as many as the engine can. */
export const RATES = [1, 2, 5, 10, 30, 60, 200, 1000, Infinity];

/** @param {number} rate stops a second @param {number} stride iterations of a stop
 * @returns {{every: number | null, per_second: number, growth?: number}} */
export function pacing(rate, stride) {
  if (rate === Infinity) return { every: null, per_second: AHEAD, growth: GROWTH };
  if (rate <= MOST) return { every: stride, per_second: rate };
  const every = Math.ceil((stride * rate) / SMOOTH);
  return { every, per_second: (stride * rate) / every };
}
