/** On the course page: the way to a lesson of one's own, and to those begun before. */
import { html } from "../../../vendor/preact.js";
import { language, t } from "../../ui/words.js";
import { beginDraft, drafts, dropDraft, editDraft } from "./draft.js";
import { showMoment } from "./moment.js";

/** @import { Draft } from "./draft.js" */

export function MakeYourOwn() {
  return html`<section class="own-begin">
    <h3>${t("own.make")}</h3>
    <p class="caption">${t("own.make.what")}</p>
    <button class="button" onClick=${beginDraft}>${t("own.begin")}</button>
    ${
      drafts.value.length > 0 &&
      html`<ul class="own-drafts" aria-label=${t("own.drafts")}>
        ${drafts.value.map((one) => html`<${Row} key=${one.id} of=${one} />`)}
      </ul>`
    }
  </section>`;
}

/** @param {{of: Draft}} props */
function Row({ of: { id, lesson } }) {
  const { title } = lesson;
  const name = title[language.value] || Object.values(title).find(Boolean) || t("own.draft");
  const edit = () => {
    editDraft(id);
    void showMoment();
  };
  return html`<li>
    <button type="button" class="link" onClick=${edit}>${name}</button>
    <button
      type="button"
      class="button quiet"
      aria-label=${t("own.drop.what", { title: name })}
      onClick=${() => dropDraft(id)}
    >
      ${t("own.drop")}
    </button>
  </li>`;
}
