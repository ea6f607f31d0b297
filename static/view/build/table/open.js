/** Opening the dialog for a table: empty, or with a file. */
import { decoded } from "../../../core/decode.js";
import { batch, signal } from "../../../vendor/preact.js";
import { language, t } from "../../words.js";
import { refuse } from "../change.js";
import { lay } from "./draft.js";

/** Where it is told that the data of a table cannot be taken. */
export const PATH = ["table"];

export const open = signal(false);

export function openTable() {
  refuse(PATH, "");
  open.value = true;
}

/** @param {File} file */
export async function openTableFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { text, code } = decoded(bytes, language.value);
  batch(() => {
    openTable();
    lay(text, { name: file.name, note: code && t("table.decoded", { code }) });
  });
}

/** Whether a file is a table by its name. @param {File} file */
export const isTable = ({ name }) => /\.(csv|tsv|tab|txt)$/i.test(name);
