/** The page: header, build panel, stage, timeline, inspector. */
import { html, render } from "../vendor/preact.js";
import { keepAddress } from "./address.js";
import { Build } from "./build.js";
import { run } from "./clock.js";
import { watchWords } from "./foreign.js";
import { Header } from "./header.js";
import { shows } from "./hidden.js";
import { Help } from "./help.js";
import { Inspector } from "./inspector.js";
import { listen } from "./keys.js";
import { StepList } from "./list.js";
import { tell } from "./load.js";
import { open } from "./open.js";
import { goOn, keepSession } from "./session.js";
import { Safe } from "./safe.js";
import { Skip } from "./skip.js";
import { Stage } from "./stage.js";
import { trace, view } from "./state.js";
import { openPanel } from "./tabs.js";
import { Timeline } from "./timeline.js";
import { Messages } from "./messages.js";
import { follow } from "./usual.js";
import { language, speak } from "./words.js";

function App() {
  if (!trace.value) return html`<${Messages} />`;
  return html`<${Safe}><${Page} /><//>`;
}

function Page() {
  return html`<div class="app" data-panel=${openPanel.value || undefined}>
    <${Skip} /><${Header} />
    ${shows("build") && html`<${Build} />`}
    ${view.value === "list" ? html`<${StepList} />` : html`<${Stage} />`}
    ${shows("inspector") && html`<${Inspector} />`} ${shows("timeline") && html`<${Timeline} />`}
    <${Help} />
    <${Messages} />
  </div>`;
}

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
follow();
const words = speak(language.value);
const opened = open(goOn, words).catch(tell);
await words;
root.replaceChildren();
render(html`<${App} />`, root);
await opened;
listen();
run();
keepAddress();
keepSession();
watchWords();
