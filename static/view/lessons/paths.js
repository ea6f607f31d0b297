/** The routes of a number to the loss, as a part of a lesson. */
import { html, useEffect } from "../../vendor/preact.js";
import { openQuestion, subject } from "../explain/asked.js";
import { RoutesView } from "../explain/routes-view.js";

export function Paths() {
  useEffect(() => {
    openQuestion.value = "paths";
    return () => void (openQuestion.value = "");
  }, []);
  return subject.value && html`<${RoutesView} cell=${subject.value} />`;
}
