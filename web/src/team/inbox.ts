/** The inbox: what the member was told, what is unread, and marking it read. */
import { call, type View } from "../api/client.ts";
import { fill, h, say } from "../dom/build.ts";
import { brief } from "../i18n/dates.ts";
import { refusalNotice } from "../parts/notices.ts";
import { empty } from "../parts/shell.ts";
import type { Visit } from "../signed/entrance.ts";
import { pagedList } from "./pages.ts";
import { titleOf } from "./told.ts";

type Item = View<"InboxItemView">;

const PAGE_SIZE = 10;

/** Where an item leads; null when it is about no account. */
function target(item: Item): string | null {
  return item.account === null ? null : `/team/?account=${encodeURIComponent(item.account.id)}`;
}

export async function inboxCard(visit: Visit): Promise<HTMLElement> {
  const ask = (cursor?: string): Promise<View<"InboxView">> =>
    call("get", "/v1/inbox", {
      token: visit.token,
      query: cursor === undefined ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, cursor },
    });
  const first = await ask();
  let unread = first.unread;
  const count = h("span", { class: "count", role: "status" });
  const showCount = (): void => {
    const now = unread;
    count.classList.toggle("some", now > 0);
    say(count, (m) => m.team.unread(now));
  };
  showCount();

  const row = (item: Item): HTMLElement => {
    const title = titleOf(item);
    const link = target(item);
    const told = h("div", { class: "told-row" });
    const element = h("li", { class: item.state === "unread" ? "row item unread" : "row item" });
    const mark = h(
      "button",
      { type: "button", class: "button quiet small", "aria-label": (m) => m.team.markReadOf(title(m)) },
      (m) => m.team.markRead,
    );
    mark.addEventListener("click", () => {
      if (mark.getAttribute("aria-disabled") === "true") return;
      mark.setAttribute("aria-disabled", "true");
      void visit
        .attempt(
          async () => {
            await call("put", "/v1/inbox/{itemId}/state", {
              token: visit.token,
              path: { itemId: item.id },
              body: { state: "read" },
            });
            unread = Math.max(0, unread - 1);
            showCount();
            element.classList.remove("unread");
            (element.querySelector<HTMLElement>("a") ?? element).focus();
            mark.remove();
            dot.remove();
          },
          (fault) => fill(told, refusalNotice(fault)),
        )
        .finally(() => mark.removeAttribute("aria-disabled"));
    });
    const dot = h(
      "span",
      { class: "dot" },
      h("span", { class: "unseen" }, (m) => `${m.team.isUnread}: `),
    );
    element.tabIndex = -1;
    fill(
      element,
      h(
        "div",
        { class: "item-words" },
        h(
          "p",
          { class: "row-name" },
          item.state === "unread" ? dot : null,
          link === null ? title : h("a", { href: link }, title),
        ),
        h(
          "p",
          { class: "row-more" },
          item.account === null ? null : h("span", {}, item.account.name),
          h("time", { datetime: item.at }, (m) => brief(item.at, m.locale)),
        ),
      ),
      item.state === "unread" ? mark : null,
      told,
    );
    return element;
  };

  return h(
    "section",
    { class: "card", "aria-labelledby": "inbox" },
    h(
      "div",
      { class: "card-top" },
      h("h2", { id: "inbox" }, (m) => m.team.inbox),
      count,
    ),
    first.items.length === 0 && first.nextCursor === null
      ? empty(
          (m) => m.team.inboxNone,
          (m) => m.team.inboxNoneText,
        )
      : pagedList(visit, first, ask, row),
  );
}
