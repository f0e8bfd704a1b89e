/** A list that grows by pages, with a button for the next one while there is one. */
import { append, h, type Child } from "../dom/build.ts";
import { refusalNotice } from "../parts/notices.ts";
import type { Visit } from "../signed/entrance.ts";

interface Batch<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Build the list from its first page; the focus goes to the first row that a press added. */
export function pagedList<Item>(
  visit: Visit,
  first: Batch<Item>,
  next: (cursor: string) => Promise<Batch<Item>>,
  row: (item: Item) => HTMLElement,
): Child {
  const list = h("ul", { class: "rows" }, first.items.map(row));
  const foot = h("div", { class: "foot" });
  const offer = (cursor: string | null): void => {
    foot.replaceChildren();
    if (cursor === null) return;
    const more = h("button", { type: "button", class: "button quiet" }, (m) => m.more);
    more.addEventListener("click", () => {
      if (more.getAttribute("aria-disabled") === "true") return;
      more.setAttribute("aria-disabled", "true");
      void visit.attempt(
        async () => {
          const batch = await next(cursor);
          const added = batch.items.map(row);
          append(list, added);
          offer(batch.nextCursor);
          added[0]?.setAttribute("tabindex", "-1");
          added[0]?.focus();
        },
        (fault) => {
          offer(cursor);
          foot.prepend(refusalNotice(fault));
        },
      );
    });
    foot.append(more);
  };
  offer(first.nextCursor);
  return [list, foot];
}
