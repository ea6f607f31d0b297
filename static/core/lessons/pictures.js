/**
 * The same backward pass of two neurons in a chain as the four pictures in which it is explained: what
 * a number is made of in each. Where things stand is in picture-shapes.js.
 *
 * @import { Cell, Trace } from "../data/trace.js"
 * @typedef {"circuit" | "matrices" | "paths" | "messages"} PictureName
 */

/** @type {PictureName[]} */
export const PICTURES = ["circuit", "matrices", "paths", "messages"];

/** The numbers that every picture has, with the word for what each is. */
const NUMBERS = {
  ...{ a0: "input", y: "target", E: "loss" },
  ...{ W1: "weight", b1: "bias", z1: "sum", a1: "activation", s1: "slope" },
  ...{ W2: "weight", b2: "bias", z2: "sum", a2: "activation", s2: "slope" },
  ...{ d_a2: "arriving", d_z2: "delta", d_W2: "weight_gradient", d_b2: "bias_gradient" },
  ...{ d_a1: "arriving", d_z1: "delta", d_W1: "weight_gradient", d_b1: "bias_gradient" },
};

/** @type {ReadonlyMap<string, string>} */
const kinds = new Map(Object.entries(NUMBERS));

export const numbersOfPictures = [...kinds.keys()];

/** What a number is, such as a slope or a delta. @param {string} tensor */
export const pictureKind = (tensor) => kinds.get(tensor) ?? "";

/** Whether a trace is that of two neurons in a chain. @param {Trace} trace */
export function isTwoNeurons(trace) {
  const weights = trace.document.parameters.join();
  const single = numbersOfPictures.every((name) => trace.has(name) && isSingle(trace, name));
  return weights === "W1,b1,W2,b2" && single;
}

/** @param {Trace} trace @param {string} name */
const isSingle = (trace, name) => trace.tensor(name).shape.every((length) => length === 1);

/** The one cell of a tensor. @param {Trace} trace @param {string} tensor @returns {Cell} */
export const onlyCell = (trace, tensor) => ({
  tensor,
  cell: trace.tensor(tensor).shape.map(() => 0),
});

/** The factors whose product a number is, in the order in which a picture has them; none where it is
 * given, a sum, or comes out of a curve. @param {PictureName} picture @param {string} tensor
 * @returns {string[]} */
export function factorsOf(picture, tensor) {
  return picture === "paths" ? alongPath(tensor) : ofNeighbours(picture, tensor);
}

/** The terms of a weighted sum: its product and its bias. @param {string} tensor */
export function termsOf(tensor) {
  const k = layerOf(tensor);
  return pictureKind(tensor) === "sum" ? [[`W${k}`, `a${k - 1}`], [`b${k}`]] : [];
}

/** Every local derivative on the way from a number to the loss, from the loss on.
 * @param {string} tensor @returns {string[]} */
function alongPath(tensor) {
  const k = layerOf(tensor);
  const above = () => (k === 2 ? ["d_a2"] : alongPath(`d_a${k}`));
  switch (pictureKind(tensor)) {
    case "arriving":
      return k === 2 ? [] : [...alongPath("d_z2"), "W2"];
    case "delta":
    case "bias_gradient":
      return [...above(), `s${k}`];
    case "weight_gradient":
      return [...above(), `s${k}`, `a${k - 1}`];
    default:
      return [];
  }
}

/** What the picture before has left behind, and one more. @param {PictureName} picture
 * @param {string} tensor @returns {string[]} */
function ofNeighbours(picture, tensor) {
  const k = layerOf(tensor);
  switch (pictureKind(tensor)) {
    case "arriving":
      if (k === 2) return [];
      return picture === "circuit" ? ["d_z2", "W2"] : ["W2", "d_z2"];
    case "delta":
      return [`d_a${k}`, `s${k}`];
    case "bias_gradient":
      return [`d_z${k}`];
    case "weight_gradient":
      return [`d_z${k}`, `a${k - 1}`];
    default:
      return [];
  }
}

/** @param {string} tensor */
const layerOf = (tensor) => Number(tensor.at(-1));
