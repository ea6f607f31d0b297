/** The header: which example, how to share it, language, theme, help. */
import { presets } from "../../core/data/presets.js";
import { html } from "../../vendor/preact.js";
import { hidden, shows } from "./hidden-parts.js";
import { Icon } from "./icon.js";
import { offersGrading, openGrading } from "../grading/open-grading.js";
import { Later, later } from "./later.js";
import { tell } from "../control/queue.js";
import { Menu } from "./menu.js";
import { openExample, ready } from "../control/open.js";
import { authorOf, origin, titleOf } from "../control/source-example.js";
import { plainTitle } from "../control/title.js";
import { example, examples, gate, line } from "../control/state.js";
import { toggleHelp, togglePanel } from "./tabs.js";
import { nextTheme, theme, toggleProjector } from "./theme.js";
import { UndoButtons } from "./undo-buttons.js";
import { language, languages, speak, t } from "./words.js";

export function Header() {
  const name = html`<h1 class="visually-hidden">${t("brand.first")} ${t("brand.second")}</h1>`;
  if (!shows("header")) return name;
  return html`<header class="header">
      ${name}
      <a class="brand" href=${`./${hidden.size ? location.search : ""}`}
        >${t("brand.first")} <span>${t("brand.second")}</span></a
      >
      ${shows("examples") && html`<${Picker} />`}
      <button class="button quiet not-phone" onClick=${later("openCourse")}>
        ${t("lesson.learn")}
      </button>
      ${
        offersGrading() &&
        html`<button class="button quiet only-wide" onClick=${() => openGrading()}>
          ${t("check.title")}
        </button>`
      }
      <a class="button quiet roomy" href="docs">API</a>
      <${UndoButtons} look="not-phone" />
      <span class="spacer"></span>
      <${PanelButton} look="only-folded" icon="menu" panel="build" />
      <${PanelButton} look="only-phone" icon="panel" panel="inspector" />
      <${ShareButton} />
      <${Later} part="ExportMenu" />
      <${Menu}
        class="not-phone"
        label=${t("language")}
        text=${languages.find(({ code }) => code === language.value)?.name}
        end
        ><${Languages}
      /><//>
      <${IconButton} look="not-phone" icon="theme" label=${themeLabel()} act=${nextTheme} />
      <${IconButton}
        look="not-phone"
        icon="projector"
        label=${t("projector")}
        act=${toggleProjector}
      />
      <button
        class="button icon-only not-phone"
        aria-label=${t("help.title")}
        title=${t("help.title")}
        onClick=${toggleHelp}
      >
        ?
      </button>
      <${More} />
    </header>
    <${Later} part="ShareDialog" /><${Later} part="FileField" /><${Later}
      part="PlaygroundDialog"
    /><${Later} part="CodeDialog" />`;
}

function ShareButton() {
  if (!shows("share")) return null;
  return html`<button class="button not-phone" title=${t("share")} onClick=${later("share")}>
    <${Icon} name="share" /><span class="word">${t("share")}</span>
  </button>`;
}

/** @param {{icon: string, panel: "build" | "inspector", look: string}} props */
function PanelButton({ panel, ...more }) {
  if (!shows(panel)) return null;
  return html`<${IconButton} label=${t(panel)} act=${() => togglePanel(panel)} ...${more} />`;
}

/** @param {{icon: string, label: string, look: string, act: () => void}} props */
function IconButton({ icon, label, look, act }) {
  return html`<button
    class="button icon-only ${look}"
    aria-label=${label}
    title=${label}
    onClick=${act}
  >
    <${Icon} name=${icon} />
  </button>`;
}

function Picker() {
  const from = origin.value;
  const preset = line.value?.preset;
  const changed = preset ? preset.changed : from && !example.value;
  const text = html`<span>${plainTitle()}</span
    >${changed && html`<em>${t("example.changed")}</em>`}`;
  return html`<${Menu} class="picker" label=${t("example.choose")} text=${text}>
    <button onClick=${later("openCourse")}>
      ${t("lesson.course")}<small>${t("lesson.course.short")}</small>
    </button>
    ${offersGrading() && html`<button class="only-folded" onClick=${() => openGrading()}>${t("check.title")}</button>`}
    <hr />
    <p class="eyebrow">${t("preset.title")}</p>
    ${Object.keys(presets).map(
      (name) =>
        html`<button
          key=${name}
          aria-current=${name === preset?.name && !changed}
          onClick=${() => ready(name)}
        >
          ${t(`preset.${name}`)}<small>${t(`preset.${name}.what`)}</small>
        </button>`,
    )}
    <hr />
    <p class="eyebrow">${t("example.title")}</p>
    ${examples.value.map(
      (row) =>
        html`<button
          aria-current=${row.id === example.value?.id}
          onClick=${() => openExample(row.id)}
        >
          ${titleOf(row)}<small>${authorOf(row)}</small>
        </button>`,
    )}
    <hr />
    <button onClick=${later("begin")}>${t("file.new")}<small>${t("file.new.what")}</small></button>
    <button onClick=${later("chooseFile")}>${t("file.open")}</button>
    <button onClick=${later("showPlayground")}>
      ${t("playground.open")}<small>${t("playground.open.what")}</small>
    </button>
    <button onClick=${later("save")}>${t("file.save")}</button>
  <//>`;
}

function Languages() {
  return languages.map(
    ({ code, name }) =>
      html`<button
        lang=${code}
        aria-current=${code === language.value}
        onClick=${() => speak(code).catch(tell)}
      >
        ${name}
      </button>`,
  );
}

/** What has no room in a phone's header. */
function More() {
  return html`<${Menu} class="only-phone" label=${t("more")} icon="more" end>
    <button onClick=${later("openCourse")}>${t("lesson.learn")}</button>
    ${offersGrading() && html`<button onClick=${() => openGrading()}>${t("check.title")}</button>`}
    ${shows("share") && html`<button onClick=${later("share")}>${t("share")}</button>`}
    ${shows("export") && !gate.value && html`<p class="eyebrow">${t("export")}</p>`}
    <${Later} part="ExportChoices" />
    ${shows("export") && !gate.value && html`<hr />`}
    <button onClick=${nextTheme}>${themeLabel()}</button>
    <button onClick=${toggleProjector}>${t("projector")}</button>
    <button onClick=${toggleHelp}>${t("help.title")}</button>
    <a href="docs">API</a>
    <hr />
    <${Languages} />
  <//>`;
}

const themeLabel = () => t("theme", { name: t(`theme.${theme.value}`) });
