/** Which texts are links of TensorFlow Playground, or what stands behind their #. */

const HOST = "playground.tensorflow.org";
/** Names of settings that only its links have. */
const NAMES = new Set([
  "activation", "batchSize", "dataset", "regDataset", "learningRate", "regularization",
  "regularizationRate", "noise", "networkShape", "percTrainData", "problem", "initZero",
]); // prettier-ignore

/** Whether what stands behind a # is meant for it, and not for this page. @param {string} fragment */
export function isPlayground(fragment) {
  const names = fragment
    .replace(/^#/, "")
    .split("&")
    .map((part) => part.split("=")[0]);
  return (
    !names.includes("experiment") && !names.includes("example") && names.some((n) => NAMES.has(n))
  );
}

/** The link in a text, ready to be opened; empty where there is none. @param {string} text */
export function playgroundLink(text) {
  const bare = text.trim().split(/\s/)[0];
  const at = bare.indexOf("#");
  const own = new RegExp(`^(https?://)?${HOST.replaceAll(".", "\\.")}/?([?#]|$)`, "i").test(bare);
  return own || (at >= 0 && isPlayground(bare.slice(at))) ? bare : "";
}

/** What stands behind the # of a link of this page; empty where it is none. @param {string} text */
export function ownFragment(text) {
  const [, fragment = ""] = text.trim().split("#");
  return /(^|&)(experiment|example|lesson|own-lesson)=/.test(fragment) ? fragment : "";
}
