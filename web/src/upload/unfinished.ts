/** Files that were on their way when the page was closed. */
import type { View } from "../api/client.ts";
import { h, ICON, icon } from "../dom/build.ts";
import type { Remembered } from "../files/memory.ts";
import { card } from "../parts/shell.ts";
import { picker } from "./zone.ts";

export interface Leftovers {
  all(): readonly Remembered[];
  chosen(files: readonly File[]): void;
  forget(each: Remembered): void;
}

export function unfinished(terms: View<"TakenView">, of: Leftovers): { readonly element: HTMLElement; paint(): void } {
  const pick = picker(terms.types, true, (files) => of.chosen(files));
  const list = h("ul", { class: "rows" });
  const element = card(
    "unfinished",
    (m) => m.upload.unfinished,
    h("p", { class: "card-lead" }, (m) => m.upload.unfinishedLead),
    list,
  );
  let shown = "";
  return {
    element,
    paint() {
      const all = of.all();
      const now = all.map(({ upload }) => upload).join();
      element.hidden = all.length === 0;
      if (now === shown) return;
      shown = now;
      list.replaceChildren(...all.map((each) => row(each, pick, of)));
    },
  };
}

function row(each: Remembered, pick: () => void, of: Leftovers): HTMLElement {
  const { name, size } = each;
  const goOn = h(
    "button",
    { type: "button", class: "button small", "aria-label": (m) => m.upload.unfinishedGoOnOf(name) },
    (m) => m.upload.unfinishedGoOn,
  );
  goOn.addEventListener("click", pick);
  const drop = h(
    "button",
    { type: "button", class: "button quiet small", "aria-label": (m) => m.upload.unfinishedDropOf(name) },
    (m) => m.upload.unfinishedDrop,
  );
  drop.addEventListener("click", () => of.forget(each));
  return h(
    "li",
    { class: "row upload" },
    h("span", { class: "file-sign" }, icon(ICON.clock, 24)),
    h(
      "div",
      { class: "item-words grows" },
      h("p", { class: "row-name" }, name),
      h(
        "p",
        { class: "row-more" },
        h("span", {}, (m) => m.upload.size(size)),
      ),
    ),
    h("div", { class: "row-deeds" }, goOn, drop),
  );
}
