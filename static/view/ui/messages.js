/** What floats over the page, one below the other: trouble, what was just done, the connection. */
import { html } from "../../vendor/preact.js";
import { ConnectionStatus } from "../server/status.js";
import { Missing } from "./later.js";
import { Trouble } from "./toast.js";

export function Messages() {
  return html`<div class="messages">
    <${Trouble} /><${Missing} />
    <${ConnectionStatus} />
  </div>`;
}
