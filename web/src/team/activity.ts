/** The feed of what happened at the firm: its newest page, and older ones on request. */
import { call, type View } from "../api/client.ts";
import { h, type Phrase } from "../dom/build.ts";
import { brief } from "../i18n/dates.ts";
import { empty } from "../parts/shell.ts";
import type { Visit } from "../signed/entrance.ts";
import { pagedList } from "./pages.ts";

type Entry = View<"ActivityEntry">;

const PAGE_SIZE = 20;

/** What happened, in words; the action's own name where a newer server tells of things this page doesn't know. */
export function actionOf(entry: Entry): Phrase {
  return (m) => {
    const words: Readonly<Record<string, string>> = m.team.actions;
    return (Object.hasOwn(words, entry.action) ? words[entry.action] : undefined) ?? entry.action;
  };
}

function row(entry: Entry): HTMLElement {
  const { actor } = entry;
  return h(
    "li",
    { class: "row event" },
    h("p", { class: "row-name" }, actionOf(entry)),
    h(
      "p",
      { class: "row-more" },
      h("span", {}, actor.kind === "system" ? (m) => m.team.system : (actor.name ?? actor.id)),
      h("time", { datetime: entry.at }, (m) => brief(entry.at, m.locale)),
      entry.account === null ? null : h("a", { href: `/team/?account=${encodeURIComponent(entry.account)}` }, (m) => m.account.title),
    ),
  );
}

export async function activityCard(visit: Visit): Promise<HTMLElement> {
  const ask = (cursor?: string): Promise<View<"Activity">> =>
    call("get", "/v1/activity", { token: visit.token, query: cursor === undefined ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, cursor } });
  const first = await ask();
  return h(
    "section",
    { class: "card", "aria-labelledby": "activity" },
    h("h2", { id: "activity" }, (m) => m.team.activity),
    h("p", { class: "card-lead" }, (m) => m.team.activityLead),
    first.items.length === 0 && first.nextCursor === null
      ? empty(
          (m) => m.team.activityNone,
          (m) => m.team.activityNoneText,
        )
      : pagedList(visit, first, ask, row),
  );
}
