/** What the same person sent before, in this visit or, by a link of their own, in an earlier one. */
import { call, type View } from "../api/client.ts";
import { h, ICON, icon, say } from "../dom/build.ts";
import { follow, type Means, type Standing } from "../files/sending.ts";
import type { Visit } from "../guest/visit.ts";
import { card } from "../parts/shell.ts";
import { endOf, type Stage } from "./item.ts";
import { adviceOf, SIGNS, stageWords } from "./row.ts";

type Upload = View<"GuestUploadView">;

const MOST = 100;

/** The list, which fills itself and goes on to follow what is still being checked. Hidden while it is empty. */
export function earlier(visit: Visit, means: Means): HTMLElement {
  const list = h("ul", { class: "rows" });
  const element = card("earlier", (m) => m.upload.earlier, list);
  element.hidden = true;
  void fill(visit, means, list).then(
    (count) => {
      element.hidden = count === 0;
    },
    // Without the list everything else on the page works.
    () => undefined,
  );
  return element;
}

async function fill(visit: Visit, means: Means, list: HTMLElement): Promise<number> {
  const { items } = await visit.ask((headers) => call("get", "/v1/guest/uploads", { headers, query: { limit: MOST } }));
  // What is still awaited is offered to go on with; what was given up is nobody's concern.
  const sent = items.filter(({ state }) => state !== "issued" && state !== "abandoned");
  list.replaceChildren(...sent.map((each) => row(each, means)));
  return sent.length;
}

function row(upload: Upload, means: Means): HTMLElement {
  const { name, size } = upload;
  const sign = h("span", { class: "file-sign" });
  const words = h("span", { class: "stage" });
  const advice = h("p", { class: "advice" });
  const element = h(
    "li",
    { class: "row upload" },
    sign,
    h(
      "div",
      { class: "item-words grows" },
      h("p", { class: "row-name" }, name),
      h(
        "p",
        { class: "row-more" },
        h("span", {}, (m) => m.upload.size(size)),
        words,
      ),
      advice,
    ),
  );
  const paint = (stage: Stage): void => {
    element.dataset["stage"] = stage.is;
    sign.replaceChildren(icon(SIGNS[stage.is] ?? ICON.file, 24));
    say(words, stageWords(stage, size));
    const counsel = adviceOf(stage);
    if (counsel === null) advice.replaceChildren();
    else say(advice, counsel);
  };
  const { id, state, reason } = upload;
  const standing: Standing = { id, state, reason, address: null, parts: null };
  if (state !== "checking") paint(endOf(standing));
  else {
    paint({ is: "checking" });
    void follow(standing, new AbortController().signal, means).then(
      (end) => paint(endOf(end)),
      () => undefined,
    );
  }
  return element;
}
