/** The inbox: what the member was told, what is unread, and marking it read. */
import { call, type View } from "../api/client.ts";
import { fill, h, say, type Phrase } from "../dom/build.ts";
import { brief } from "../i18n/dates.ts";
import { refusalNotice } from "../parts/notices.ts";
import { empty } from "../parts/shell.ts";
import type { Visit } from "../signed/entrance.ts";
import { pagedList } from "./pages.ts";

type Item = View<"InboxItemView">;

const PAGE_SIZE = 10;

/** What an item says, put together here so that it follows the reader's language. */
export function titleOf(item: Item): Phrase {
  const { code, params } = item.title;
  const { count } = item;
  const of = (name: string): string => params[name] ?? "";
  switch (code) {
    case "client.signed_up":
      return (m) => m.team.notices.client_signed_up(of("client"));
    case "portal_access.requested":
      return (m) => m.team.notices.portal_access_requested(of("client"), of("colleague"));
    case "invitation.bounced":
      return (m) => m.team.notices.invitation_bounced(of("client"));
    case "member.invitation_bounced":
      return (m) => m.team.notices.member_invitation_bounced(of("member"));
    case "job.finished":
      return (m) => m.team.notices.job_finished(of("done"), of("skipped"), of("failed"));
    case "firm.ownership_offered":
      return (m) => m.team.notices.ownership_offered(of("member"));
    case "firm.ownership_accepted":
      return (m) => m.team.notices.ownership_accepted(of("member"));
    case "firm.ownership_declined":
      return (m) => m.team.notices.ownership_declined(of("member"));
    case "firm.ownership_withdrawn":
      return (m) => m.team.notices.ownership_withdrawn(of("member"));
    case "document.uploaded":
      return (m) => m.team.notices.document_uploaded(of("client"), count);
    case "upload.done_signalled":
      return (m) => m.team.notices.upload_done_signalled(of("client"));
    case "upload.rejected":
      return (m) => m.team.notices.upload_rejected(of("document"), count);
    case "upload.held":
      return (m) => m.team.notices.upload_held(of("document"), count);
    case "document.approved":
      return (m) => m.team.notices.document_approved(of("client"), of("document"));
    case "document.disapproved":
      return (m) => m.team.notices.document_disapproved(of("client"), of("document"));
    case "link.opened":
      return (m) => m.team.notices.link_opened(of("recipient"), of("title"), count);
    case "link.used":
      return (m) => m.team.notices.link_used(of("title"), count);
    case "link.refused":
      return (m) => m.team.notices.link_refused(of("title"));
    case "link.expired":
      return (m) => m.team.notices.link_expired(of("title"));
    case "link.suspended":
      return (m) => m.team.notices.link_suspended(of("title"));
    case "link.taken_over":
      return (m) => m.team.notices.link_taken_over(of("title"));
    case "link.renewal_requested":
      return (m) => m.team.notices.link_renewal_requested(of("recipient"), of("title"));
  }
  return (m) => m.team.notices.other;
}

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
