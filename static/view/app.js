/** The page: header, build panel, stage, timeline, inspector. */
import { html, render } from "../vendor/preact.js";
import { keepAddress } from "./control/address.js";
import { BugsDialog } from "./bugs/chooser.js";
import { followRight } from "./bugs/right-run.js";
import { Build } from "./build/build.js";
import { runClock } from "./control/clock.js";
import { watchWords } from "./ui/hangul-font.js";
import { Header } from "./ui/header.js";
import { shows } from "./ui/hidden-parts.js";
import { Help } from "./dialogs/help.js";
import { Inspector } from "./inspector/inspector.js";
import { listen } from "./control/keys.js";
import { lesson } from "./lessons/course.js";
import { First, stage } from "./lessons/first.js";
import { Worksheet } from "./lessons/worksheet.js";
import { StepList } from "./inspector/step-list.js";
import { tell } from "./control/queue.js";
import { openPage } from "./control/open.js";
import { goOn, keepSession } from "./store/session.js";
import { Safe } from "./ui/error-boundary.js";
import { Skip } from "./ui/skip-links.js";
import { Stage } from "./stage/stage.js";
import { trace, view } from "./control/state.js";
import { inspectorTab, openPanel } from "./ui/tabs.js";
import { Timeline } from "./timeline/timeline.js";
import { Messages } from "./ui/messages.js";
import { followDefault } from "./control/default-view.js";
import { language, speak } from "./ui/words.js";

function App() {
  if (!trace.value) return html`<${Messages} />`;
  return html`<${Safe}><${Page} /><//>`;
}

function Page() {
  return html`<div
    class="app"
    data-panel=${openPanel.value || undefined}
    data-first=${stage.value || undefined}
    data-lesson=${lesson.value?.id}
    data-course=${(!lesson.value && inspectorTab.value === "lesson") || undefined}
  >
    <${Skip} /><${Header} />
    ${shows("build") && html`<${Build} />`}
    ${view.value === "list" ? html`<${StepList} />` : html`<${Stage} />`}
    ${shows("inspector") && html`<${Inspector} />`} ${shows("timeline") && html`<${Timeline} />`}
    <${First} /><${Worksheet} /> <${Help} /><${BugsDialog} />
    <${Messages} />
  </div>`;
}

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
followDefault();
const words = speak(language.value);
const opened = openPage(goOn, words).catch(tell);
await words;
root.replaceChildren();
render(html`<${App} />`, root);
await opened;
listen();
runClock();
keepAddress();
followRight();
keepSession();
watchWords();
