/** The last step: try the lesson, and give it away as a link or a file. */
import { fileNameOf } from "../../../core/data/file.js";
import { ownAddress, ownFile } from "../../../core/lessons/own.js";
import { hasOwnPlace, sequenceIn } from "../../../core/lessons/sequence.js";
import { html, signal, useEffect, useId, useRef, useState } from "../../../vendor/preact.js";
import { download } from "../../ui/download.js";
import { Icon } from "../../ui/icon.js";
import { t } from "../../ui/words.js";
import { lessonTitles } from "../course.js";
import { openLesson } from "../open.js";
import { checked, hasTitle, isChecked } from "./checked.js";
import { changeDraft, draft, formStep } from "./draft.js";
import { Against } from "./preview.js";

/** @import { OwnLesson } from "../../../core/lessons/own.js" */

/** Minutes of a lesson. */
const MOST = 180;
/** Characters from which on some programs cut a link. */
const LONG = 8000;
/** Characters of a sequence that are repeated. */
const LONGEST = 60;

/** The link to the lesson; empty: there is too much for one; null: it is not made yet.
 * @type {import("../../../vendor/preact.js").Signal<string | null>} */
const linkOf = signal(null);

export function Give() {
  const of = draft.value;
  const ready = isChecked() && !!checked.value.lesson;
  if (!of) return null;
  if (!hasTitle(of)) return html`<${Untitled} />`;
  return html`<${Settings} of=${of} />
    ${isChecked() && html`<${Against} />`}
    <div class="lesson-row">
      <button
        class="button primary"
        aria-disabled=${!ready}
        onClick=${() => ready && openLesson(of)}
      >
        ${t("own.try")}
      </button>
      <span class="caption">${t("own.try.what")}</span>
    </div>
    ${ready && html`<${Sharing} of=${of} />`}`;
}

function Untitled() {
  return html`<p class="note">
    ${t("own.untitled")}${" "}
    <button type="button" class="link" onClick=${() => (formStep.value = 3)}>
      ${t("own.there")}
    </button>
  </p>`;
}

/** @param {{of: OwnLesson}} props */
function Settings({ of }) {
  const id = useId();
  const put = (/** @type {any} */ { currentTarget }) => {
    const minutes = Math.min(Math.max(Math.round(Number(currentTarget.value)) || 10, 1), MOST);
    currentTarget.value = String(minutes);
    changeDraft({ minutes });
  };
  return html`<div class="own-field">
      <label for=${id}>${t("own.minutes")}</label>
      <input
        class="input own-minutes"
        id=${id}
        type="number"
        min="1"
        max=${MOST}
        value=${of.minutes}
        onChange=${put}
      />
    </div>
    <label class="check">
      <input
        type="checkbox"
        checked=${of.again}
        onChange=${() => changeDraft({ again: !of.again })}
      />
      ${t("own.again")}
    </label>`;
}

/** @param {{of: OwnLesson}} props */
function Sharing({ of }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const copied = useRef(signal(false)).current;
  const [course, setCourse] = useState("");
  useEffect(() => {
    copied.value = false;
    linkOf.value = null;
    void addressFor(of, course).then((link) => draft.value === of && (linkOf.value = link));
  }, [of, course]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(linkOf.value ?? "");
      copied.value = true;
    } catch {
      field.current?.select(); // plain http has no clipboard
      copied.value = document.execCommand("copy");
    }
  };
  const title = Object.values(of.title).find(Boolean) ?? "";
  const save = () =>
    download(new Blob([ownFile(of)], { type: "application/json" }), fileNameOf(title));
  const link = linkOf.value;
  return html`<h3>${t("own.share")}</h3>
    <p class="caption">${t("own.share.what")}</p>
    ${
      link &&
      html`<div class="own-share">
        <input class="input" readonly ref=${field} value=${link} aria-label=${t("share.link")} />
        <button type="button" class="button" onClick=${copy}>${t("share.copy")}</button>
      </div>`
    }
    ${link && html`<${InSequence} course=${course} set=${setCourse} />`}
    <p class="share-said" role="status">
      ${copied.value && html`<${Icon} name="check" />${t("share.copied")}`}
    </p>
    ${link === "" && html`<p class="note">${t("own.share.large")}</p>`}
    ${link && link.length > LONG && html`<p class="note">${t("share.long", { count: link.length })}</p>`}
    <div class="lesson-row">
      <button type="button" class="button" onClick=${save}>${t("file.save")}</button>
      <span class="caption">${t("own.file.what")}</span>
    </div>`;
}

/** Among which other lessons it stands; empty: alone.
 * @param {{course: string, set: (course: string) => void}} props */
function InSequence({ course, set }) {
  const id = useId();
  const known = lessonTitles.value.map(({ number }) => number);
  const search = `?${new URLSearchParams({ course })}`;
  const { wrong } = sequenceIn(search, known, 1);
  const names = wrong.join(", ").slice(0, LONGEST);
  const put = (/** @type {any} */ { currentTarget: { value } }) => set(value.trim());
  return html`<div class="own-field own-sequence">
    <label for=${id}>${t("own.sequence")}</label>
    <input
      class="input"
      id=${id}
      value=${course}
      placeholder="1, 4, own, 7-11"
      aria-describedby=${`${id}-what`}
      onChange=${put}
    />
    <p class="caption" id=${`${id}-what`}>
      ${
        course && names
          ? t("lesson.course.wrong", { names, last: Math.max(...known) })
          : t(course && !hasOwnPlace(search) ? "own.sequence.lacks" : "own.sequence.what")
      }
    </p>
  </div>`;
}

/** @param {OwnLesson} of @param {string} course */
async function addressFor(of, course) {
  const hash = await ownAddress(of);
  const search = course && `?course=${encodeURIComponent(course.replace(/\s/g, ""))}`;
  return hash && `${location.origin}${location.pathname}${search.replace(/%2C/g, ",")}#${hash}`;
}
