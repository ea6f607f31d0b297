/** Where something cannot be drawn, the page says so and offers a way on: it is never blank. */
import { html, useErrorBoundary } from "../../vendor/preact.js";
import { forgetVisit } from "../store/tab-id.js";
import { t } from "./words.js";

/** @param {{children: any}} props */
export function Safe({ children }) {
  const [error] = useErrorBoundary((cause) => console.error(cause));
  if (!error) return children;
  const afresh = () => {
    forgetVisit();
    location.replace(location.pathname + location.search);
  };
  return html`<main class="document" role="alert">
    <h1>${t("safe.title")}</h1>
    <p>${t("safe.what")}</p>
    <p><button class="button primary" onClick=${afresh}>${t("safe.afresh")}</button></p>
  </main>`;
}
