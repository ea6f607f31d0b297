/**
 * Korean words that a reader brings along. The page's own letters are in a face that comes with it;
 * the sheet of the whole face, longer than all others together, is loaded for these words.
 */
import { effect } from "../../vendor/preact.js";
import { data, tableSource } from "../build/table/draft.js";
import { dataNames } from "../control/state.js";

const HANGUL = /\p{Script=Hangul}/u;
const SHEET = new URL("../../vendor/pretendard/whole.css", import.meta.url).href;

/** Look at tables and the names of data from now on. */
export function watchWords() {
  let loaded = false;
  effect(() => {
    const { body, name } = tableSource.value;
    const text = typeof body === "string" ? body : "";
    const words = name + text + JSON.stringify([data.value?.report, dataNames.value]);
    if (loaded || !HANGUL.test(words)) return;
    loaded = true;
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: SHEET });
    document.head.append(link);
  });
}
