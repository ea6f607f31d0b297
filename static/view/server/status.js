/** The state of the connection in words, as long as there is something to say. */
import { html } from "../../vendor/preact.js";
import { queued } from "../control/queue.js";
import { t } from "../ui/words.js";
import { connection, retry, returned } from "./connection.js";

export function ConnectionStatus() {
  const now = connection.value;
  return html`<div role="status">
    ${
      now !== "online" &&
      html`<div class="connection" data-state=${now}>
        <span>
          ${t(now === "offline" ? "connection.offline" : "connection.retrying")}
          ${queued.value > 0 && html`<small>${t("connection.waiting", { count: queued.value })}</small>`}
        </span>
        ${now === "offline" && html`<button class="button" onClick=${retry}>${t("connection.now")}</button>`}
      </div>`
    }
    ${now === "online" && returned.value && html`<div class="connection" data-state="online">${t("connection.back")}</div>`}
  </div>`;
}
