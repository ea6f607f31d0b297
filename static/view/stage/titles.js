/** The name of each column: input, output, or the kind of its layer, with its activation. Where columns
 * stand close, names are short and take turns in two or three rows. */
import { plainText } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { markOfLayer } from "../bugs/marks.js";
import { network } from "../control/network-state.js";
import { kindName } from "../build/kind-names.js";
import { picture } from "./layout-state.js";
import { has, t } from "../ui/words.js";

/** @import { Column } from "../../core/picture/layout.js"
 * @import { Trace } from "../../core/data/trace.js"
 * @typedef {{name: string, phi: string}} Title */

/** What a name with an activation needs beside the next; and rows at most, with their height. */
const WIDE = 96;
const ROWS = 3;
const ROW = 13;

export function Titles() {
  const at = picture.value;
  const current = network.value;
  if (!at || !current) return null;
  const places = [...new Set(at.columns.map(({ x }) => x))].sort((a, b) => a - b);
  const room = Math.min(at.width, ...places.slice(1).map((x, k) => x - places[k]));
  const crowded = room < WIDE * at.scale;
  const last = at.columns.length - 1;
  const all = at.columns.map((column, c) => titleOf(current, column, c, last, crowded));
  const rows = crowded
    ? Math.min(Math.ceil(Math.max(...all.map(widthOf)) / (room / at.scale)), ROWS)
    : 1;
  return at.columns.map((column, c) => {
    const { name, phi } = shortened(all[c], crowded ? (rows * room) / at.scale : Infinity);
    // A branch below another has its title to itself.
    const row = column.head > 18 * at.scale ? 0 : places.indexOf(column.x) % rows;
    const top =
      column.head + (crowded ? (row - (rows - 1) / 2) * ROW + 4 * (rows - 1) : 0) * at.scale;
    return html`<h2
      class="eyebrow title"
      key=${c}
      data-mark=${at.detailed ? undefined : markOfLayer(layerOfColumn(current, at.columns[c]))}
      style=${{ left: `${column.x}px`, top: `${top}px`, maxWidth: `${rows * room}px` }}
    >
      ${name}${phi && html`${name && (crowded ? " " : " · ")}<span class="phi">${phi}</span>`}
    </h2>`;
  });
}

/** @param {Trace} current @param {Column} column */
const layerOfColumn = (current, column) =>
  column.ops.map((k) => current.ops[k].layer).find((layer) => layer !== null) ?? null;

/** @param {Trace} current @param {Column} column @param {number} c @param {number} last
 * @param {boolean} crowded @returns {Title} */
function titleOf(current, column, c, last, crowded) {
  const ops = column.ops.map((k) => current.ops[k]);
  const phi = ops.map((op) => op.phi).find(Boolean);
  const kind = ops.find((op) => op.family === "layer")?.kind ?? "";
  const brief = `kind.${kind}.short`;
  const layer = crowded && has(brief) ? t(brief) : kindName(kind);
  // What is dense is the rule: its place says more.
  const hidden = kind === "dense" ? (crowded && phi ? "" : t("stage.hidden")) : layer;
  const name = c === 0 ? t("stage.input") : c === last ? t("stage.output") : hidden;
  return { name, phi: phi ? plainText(phi) : "" };
}

/** What fits: the kind of a layer before its activation. @param {Title} title @param {number} room
 * @returns {Title} */
function shortened(title, room) {
  if (widthOf(title) <= room) return title;
  const alone = { ...title, phi: "" };
  return title.name && (widthOf(alone) <= room || !title.phi)
    ? alone
    : { name: "", phi: title.phi };
}

/** About how wide it is, in pixels of type at its normal size. @param {Title} title */
const widthOf = ({ name, phi }) =>
  [...name.toUpperCase()].reduce((sum, c) => sum + (c > "\u1100" ? 11 : 8.4), 0) +
  7 * phi.length +
  (name && phi ? 10 : 6);
