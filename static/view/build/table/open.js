/** Opening the dialog for a table: empty, or with a file. */
import { batch, signal } from "../../../vendor/preact.js";
import { refuse } from "../refused.js";
import { lay } from "./draft.js";

/** Where it is told that the data of a table cannot be taken. */
export const TABLE_PATH = ["table"];
/** What a person is offered to choose from; what a file is shows in what it holds. */
export const TYPES =
  ".csv,.tsv,.tab,.txt,.data,.dat,.md,.html,.htm,.tex,.json,.jsonl,.ndjson,.arff,.libsvm,.svm,.xlsx,.ods,text/csv,text/tab-separated-values,text/plain";

export const tableOpen = signal(false);

export function openTable() {
  refuse(TABLE_PATH, "");
  tableOpen.value = true;
}

/** @param {File} file */
export function openTableFile(file) {
  batch(() => {
    openTable();
    lay(file, { name: file.name });
  });
}
