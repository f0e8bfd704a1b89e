/** The client's page: sign-in, and once in, who they are and which accounts are theirs. */
import { call, type View } from "../api/client.ts";
import { h } from "../dom/build.ts";
import { adoptOwn, startLanguage } from "../i18n/language.ts";
import { initials } from "../parts/initials.ts";
import { notice } from "../parts/notices.ts";
import { card, empty, facts, heading, openPage } from "../parts/shell.ts";
import { enter, type Visit } from "../signed/entrance.ts";
import { takeGreeting } from "../session.ts";

function accountList(accounts: View<"PortalMeView">["accounts"]): HTMLElement {
  if (accounts.length === 0)
    return empty(
      (m) => m.portal.accountsNone,
      (m) => m.portal.accountsNoneText,
    );
  return h(
    "ul",
    { class: "rows" },
    accounts.map((each) =>
      h(
        "li",
        { class: "row" },
        h("span", { class: "monogram", "aria-hidden": "true" }, initials(each.name)),
        h("span", { class: "row-name" }, each.name),
      ),
    ),
  );
}

async function show(visit: Visit, focus: boolean): Promise<void> {
  const me = await call("get", "/v1/portal/me", { token: visit.token });
  const greet = takeGreeting();
  visit.page.brand(me.firm.name);
  visit.page.show(
    { title: (m) => m.portal.title, layout: "wide", focus: focus || greet },
    greet
      ? notice(
          "good",
          h("p", {}, (m) => m.portal.isIn),
        )
      : null,
    h(
      "div",
      { class: "opening" },
      heading((m) => m.portal.hello(me.name)),
      h("p", { class: "lead" }, (m) => m.portal.lead(me.firm.name)),
    ),
    h(
      "div",
      { class: "columns" },
      card("accounts", (m) => m.portal.accounts, accountList(me.accounts)),
      card(
        "you",
        (m) => m.portal.you,
        facts([(m) => m.portal.name, me.name], [(m) => m.portal.email, me.email], [(m) => m.portal.firm, me.firm.name]),
      ),
    ),
  );
  adoptOwn(me.locale);
}

startLanguage();
enter(openPage(), { audience: "client", title: (m) => m.portal.title, show });
