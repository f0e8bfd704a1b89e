/** The feed of what happened at the firm: its newest page, and older ones on request. */
import { call, type View } from "../api/client.ts";
import { h, type Phrase } from "../dom/build.ts";
import { brief } from "../i18n/dates.ts";
import { named } from "../i18n/wire.ts";
import { empty } from "../parts/shell.ts";
import type { Visit } from "../signed/entrance.ts";
import { pagedList } from "./pages.ts";

type Entry = View<"EntryView">;

const PAGE_SIZE = 20;

// Of the names an event may carry, the one that tells most comes first.
const NAMES = [
  "clientName",
  "memberName",
  "contactName",
  "documentName",
  "fileName",
  "folderName",
  "title",
  "accountName",
  "firmName",
  "email",
] as const;

/** Whom or what it was about; null when the event names nobody. */
export function aboutOf(entry: Entry): Phrase | null {
  const { details } = entry;
  const { key, before, after } = details;
  if (entry.action === "settings.changed" && typeof key === "string")
    return (m) => `${named(m.team.settings, key)}: ${String(before)} → ${String(after)}`;
  for (const each of NAMES) {
    const name = details[each];
    if (typeof name === "string") return () => name;
  }
  return null;
}

function actorOf({ actor }: Entry): Phrase {
  if (actor.kind === "system") return (m) => m.team.system;
  return (m) => actor.name ?? m.team.erased;
}

function row(entry: Entry): HTMLElement {
  const about = aboutOf(entry);
  return h(
    "li",
    { class: "row event" },
    h(
      "div",
      { class: "item-words" },
      h("p", { class: "row-name" }, (m) => named(m.team.actions, entry.action)),
      about === null ? null : h("p", { class: "row-more" }, about),
    ),
    h(
      "p",
      { class: "row-more" },
      h("span", {}, actorOf(entry)),
      h("time", { datetime: entry.at }, (m) => brief(entry.at, m.locale)),
      entry.account === null
        ? null
        : h("a", { href: `/team/?account=${encodeURIComponent(entry.account)}` }, (m) => m.account.title),
    ),
  );
}

export async function activityCard(visit: Visit): Promise<HTMLElement> {
  const ask = (cursor?: string): Promise<View<"EntryListing">> =>
    call("get", "/v1/activity", {
      token: visit.token,
      query: cursor === undefined ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, cursor },
    });
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
