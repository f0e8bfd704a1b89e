/** One client's profile: the account, whether anyone can sign in, and its people. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { h, type Phrase } from "../dom/build.ts";
import { initials } from "../parts/initials.ts";
import { linkButton } from "../parts/notices.ts";
import { backLink, card, empty, heading } from "../parts/shell.ts";
import { PAGE } from "../session.ts";
import type { Visit } from "../signed/entrance.ts";
import { pagedList } from "./pages.ts";

type Account = View<"AccountView">;
type Tie = View<"TieView">;

function stateOf(tie: Tie): Phrase {
  const { expiresAt, lastLoginAt } = tie;
  if (tie.state === "invited" && expiresAt !== null) return (m) => m.account.invitedUntil(expiresAt);
  if (tie.state === "expired" && expiresAt !== null) return (m) => m.account.invitedExpired(expiresAt);
  if (tie.state === "active" && lastLoginAt !== null)
    return (m) => `${m.account.states.active} · ${m.account.lastLogin(lastLoginAt)}`;
  return (m) => m.account.states[tie.state];
}

function person(tie: Tie): HTMLElement {
  return h(
    "li",
    { class: "row person" },
    h("span", { class: "monogram", "aria-hidden": "true" }, initials(tie.contact.name)),
    h(
      "div",
      { class: "item-words" },
      h("p", { class: "row-name" }, tie.contact.name),
      h("p", { class: "row-more" }, h("span", {}, tie.email)),
    ),
    h("p", { class: `state ${tie.state}` }, stateOf(tie)),
  );
}

/** Show the profile. An account that isn't there and one that isn't ours read the same. */
export async function showProfile(visit: Visit, accountId: string, focus: boolean): Promise<void> {
  let account: Account;
  let people: View<"TieListing">;
  const path = { accountId };
  const ask = (cursor?: string): Promise<View<"TieListing">> =>
    call("get", "/v1/accounts/{accountId}/ties", {
      token: visit.token,
      path,
      query: cursor === undefined ? {} : { cursor },
    });
  try {
    [account, people] = await Promise.all([
      call("get", "/v1/accounts/{accountId}", { token: visit.token, path }),
      ask(),
    ]);
  } catch (fault) {
    if (fault instanceof Refusal && fault.status === 404) return showGone(visit, focus);
    throw fault;
  }
  visit.page.show(
    { title: (m) => `${account.name} · ${m.account.title}`, layout: "wide", focus },
    backLink(PAGE.team, (m) => m.account.backToDesk),
    h(
      "div",
      { class: "opening" },
      h("p", { class: "eyebrow" }, (m) => m.account.title),
      h(
        "div",
        { class: "titled" },
        heading(account.name),
        h("span", { class: `badge ${account.badge}` }, (m) => m.account.badges[account.badge]),
      ),
      h("p", { class: "lead" }, (m) => m.account.kinds[account.kind]),
    ),
    card(
      "people",
      (m) => m.account.people,
      people.items.length === 0 && people.nextCursor === null
        ? empty(
            (m) => m.account.peopleNone,
            (m) => m.account.peopleNoneText,
          )
        : pagedList(visit, people, ask, person),
    ),
  );
}

function showGone(visit: Visit, focus: boolean): void {
  visit.page.show(
    { title: (m) => m.account.gone, focus },
    h(
      "div",
      { class: "card refusal" },
      heading((m) => m.account.gone),
      h("p", { class: "lead" }, (m) => m.account.goneText),
      h(
        "div",
        { class: "next" },
        linkButton(PAGE.team, (m) => m.account.backToDesk),
      ),
    ),
  );
}
