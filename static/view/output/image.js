/** An input that is an image: the image, what each layer makes of it, and what the network says. */
import { kindName } from "../build/kind-names.js";
import { html } from "../../vendor/preact.js";
import { answers, domain, meaning, network, settled } from "../control/network-state.js";
import { known, training } from "../control/state.js";
import { picked } from "../control/pick-example.js";
import { trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { Bars } from "./bars.js";
import { Confusion } from "./confusion-matrix.js";
import { ImageMaps } from "./image-maps.js";

export function Image() {
  const room = domain.value;
  const of = network.value;
  if (room?.kind !== "image" || !of) return null;
  return html`<section class="section output wide image">
      <h2 class="eyebrow"><${Title} /></h2>
      <div class="seen">
        <${ImageMaps} tensor=${answers.value[0]} shape=${room.shape} side=${112} input />
        <${Bars} />
      </div>
      ${(settled.value?.ranks ?? []).slice(1).map((rank, c) => {
        const tensor = answers.value[c + 1];
        if (rank.shape.length !== 3) return null;
        const [channels, high, wide] = rank.shape;
        const kind = kindName(of.ops[rank.ops[0]].kind);
        return html`<h3 class="eyebrow">
            ${t("output.maps", { kind, count: channels, high, wide })}
          </h3>
          ${
            known(tensor) || training.value
              ? html`<${ImageMaps}
                  tensor=${tensor}
                  shape=${rank.shape}
                  side=${wide > 1 ? 64 : 24}
                />`
              : html`<p class="caption">${t("inspector.unknown")}</p>`
          }`;
      })}
    </section>
    ${meaning.value && html`<div class="output"><${Confusion} /></div>`}`;
}

function Title() {
  if (training.value) return t("output.image");
  void trace.value;
  return t("output.imageOf", { number: picked() + 1 });
}
