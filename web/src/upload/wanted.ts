/** The list of what is asked for; each entry ticks itself off when a file for it has been filed. */
import type { View } from "../api/client.ts";
import { h, ICON, icon, say } from "../dom/build.ts";
import { card } from "../parts/shell.ts";
import { picker } from "./zone.ts";

type Wanted = View<"AskedForView">;

export function wantedList(
  terms: View<"TakenView">,
  chosen: (files: readonly File[], wanted: string) => void,
): { readonly element: HTMLElement | null; paint(now: readonly Wanted[], isOpen: boolean): void } {
  if (terms.wanted.length === 0) return { element: null, paint: () => undefined };
  const rows = new Map(terms.wanted.map((each) => [each.id, entry(each, terms.types, chosen)]));
  const all = h("p", { class: "all-there", role: "status" });
  return {
    element: card(
      "wanted",
      (m) => m.upload.wanted,
      h(
        "ul",
        { class: "rows" },
        [...rows.values()].map(({ element }) => element),
      ),
      all,
    ),
    paint(now, isOpen) {
      for (const each of now) rows.get(each.id)?.paint(each.isDone, isOpen);
      if (!now.every((each) => each.isDone)) all.replaceChildren();
      else if (all.childNodes.length === 0) say(all, (m) => m.upload.wantedAll);
    },
  };
}

function entry(
  wanted: Wanted,
  types: readonly string[],
  chosen: (files: readonly File[], wanted: string) => void,
): { readonly element: HTMLElement; paint(isDone: boolean, isOpen: boolean): void } {
  const { id, label } = wanted;
  const sign = h("span", { class: "file-sign" });
  const words = h("p", { class: "row-more" });
  const button = h(
    "button",
    { type: "button", class: "button quiet small", "aria-label": (m) => m.upload.wantedChooseFor(label) },
    (m) => m.upload.wantedChoose,
  );
  button.addEventListener(
    "click",
    picker(types, true, (files) => chosen(files, id)),
  );
  const element = h(
    "li",
    { class: "row wanted" },
    sign,
    h("div", { class: "item-words grows" }, h("p", { class: "row-name" }, label), words),
    button,
  );
  return {
    element,
    paint(isDone, isOpen) {
      element.classList.toggle("is-done", isDone);
      sign.replaceChildren(icon(isDone ? ICON.check : ICON.file, 24));
      say(words, (m) => (isDone ? m.upload.wantedDone : m.upload.wantedOpen));
      button.hidden = isDone || !isOpen;
    },
  };
}
