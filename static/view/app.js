/** The page: header, build panel, stage, timeline, inspector. */
import { html, render } from "../vendor/preact.js";
import { keepAddress } from "./control/address.js";
import { followRight } from "./bugs/right-run.js";
import { runClock } from "./control/clock.js";
import { Header } from "./ui/header.js";
import { shows } from "./ui/hidden-parts.js";
import { listen } from "./control/keys.js";
import { lesson, making } from "./lessons/course.js";
import { First } from "./lessons/first.js";
import { stage } from "./lessons/met.js";
import { comesBy, Later, parts, patient, wholePage } from "./ui/later.js";
import { reach } from "./server/connection.js";
import { tell } from "./control/queue.js";
import { openPage } from "./control/open.js";
import { visit } from "./store/tab-id.js";
import { Safe } from "./ui/error-boundary.js";
import { Skip } from "./ui/skip-links.js";
import { Stage } from "./stage/stage.js";
import { trace, view } from "./control/state.js";
import { inspectorTab, openPanel } from "./ui/tabs.js";
import { Timeline } from "./timeline/timeline.js";
import { Messages } from "./ui/messages.js";
import { followDefault } from "./control/default-view.js";
import { language, speakFirst } from "./ui/words.js";

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
    data-making=${making.value || undefined}
    data-whole=${!!parts.value || undefined}
    data-course=${(!lesson.value && inspectorTab.value === "lesson") || undefined}
  >
    <${Skip} /><${Header} />
    ${shows("build") && html`<${Later} part="Build"><aside class="build" aria-busy="true" /><//>`}
    ${
      view.value === "list"
        ? html`<${Later} part="StepList"><main class="stage" aria-busy="true" /><//>`
        : html`<${Stage} />`
    }
    ${
      shows("inspector") &&
      html`<${Later} part="Inspector"><aside class="inspector" aria-busy="true" /><//>`
    }
    ${shows("timeline") && html`<${Timeline} />`}
    <${First} /><${Later} part="Worksheet" /> <${Later} part="Help" /><${Later} part="BugsDialog" />
    <${Messages} />
  </div>`;
}

/** What keeps visits comes at once where this tab has one to go on with, else behind the page. */
const store = () => import("./store/session.js");
const goOn = async () => (visit.before ? (await store()).goOn() : "");

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
comesBy(() => import("./rest.js"));
followDefault();
const words = speakFirst(language.value);
const opened = openPage(goOn, words).catch(tell);
start();

/** Draw what there is, then ask for the rest. */
async function start() {
  await words;
  root.replaceChildren();
  render(html`<${App} />`, root);
  await opened;
  listen();
  runClock();
  keepAddress();
  followRight();
  requestAnimationFrame(() => setTimeout(behind));
}

function behind() {
  reach(patient(store)).then(({ keepSession }) => keepSession(), console.error);
  wholePage().catch(console.error);
}
