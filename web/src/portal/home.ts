/** The client's home: which account they are in, the others they may switch to, and who they are here. */
import type { View } from "../api/client.ts";
import { h, type Phrase } from "../dom/build.ts";
import { initials } from "../parts/initials.ts";
import { linkButton, notice } from "../parts/notices.ts";
import { card, empty, facts, heading } from "../parts/shell.ts";
import { rememberAccounts, rememberedAccounts, takeGreeting, type Named } from "../session.ts";
import type { Visit } from "../signed/entrance.ts";
import { addressOf } from "../signed/places.ts";
import { choose } from "./choice.ts";

/** The accounts; where there are several, each is a link that switches to it. */
function accountList(accounts: readonly Named[], current: Named | null): HTMLElement {
  if (accounts.length === 0)
    return empty(
      (m) => m.portal.accountsNone,
      (m) => m.portal.accountsNoneText,
    );
  const isAChoice = accounts.length > 1;
  return h(
    "ul",
    { class: "rows" },
    accounts.map((each) => {
      const isHere = each.id === current?.id;
      const href = addressOf("client", { account: each.id });
      return h(
        "li",
        { class: "row" },
        h("span", { class: "monogram", "aria-hidden": "true" }, initials(each.name)),
        h(
          "span",
          { class: "row-name grows" },
          isAChoice ? h("a", { href, "aria-current": isHere ? "page" : undefined }, each.name) : each.name,
        ),
        isAChoice && isHere ? h("span", { class: "state active" }, (m) => m.portal.isHere) : null,
      );
    }),
  );
}

/** Show the home in the account the address asks for; what was taken away since the last look is told. */
export function showHome(visit: Visit, me: View<"PortalMeView">, asked: string | null, focus: boolean): void {
  const { current, gone, isRefused } = choose(asked, rememberedAccounts(), me.accounts);
  rememberAccounts(me.accounts);
  // What isn't open must not be asked for, and told of, again by each reload.
  if (isRefused) history.replaceState(history.state, "", addressOf("client", {}));
  const lost: Phrase | null = gone.length > 0 ? (m) => m.portal.gone(gone) : isRefused ? (m) => m.portal.notOpen : null;
  const greet = takeGreeting();
  const name = current?.name;
  visit.page.show(
    {
      title: (m) => (name !== undefined && me.accounts.length > 1 ? `${name} · ${m.portal.title}` : m.portal.title),
      layout: "wide",
      focus: focus || greet,
    },
    greet
      ? notice(
          "good",
          h("p", {}, (m) => m.portal.isIn),
        )
      : null,
    lost === null ? null : h("div", { class: "told-above", role: "status" }, notice("wait", h("p", {}, lost))),
    h(
      "div",
      { class: "opening" },
      heading((m) => m.portal.hello(me.name)),
      h("p", { class: "lead" }, (m) =>
        name === undefined ? m.portal.lead(me.firm.name) : m.portal.leadIn(name, me.firm.name),
      ),
    ),
    h(
      "div",
      { class: "columns" },
      card("accounts", (m) => m.portal.accounts, accountList(me.accounts, current)),
      card(
        "you",
        (m) => m.portal.you,
        facts([(m) => m.portal.name, me.name], [(m) => m.portal.email, me.email], [(m) => m.portal.firm, me.firm.name]),
        h(
          "div",
          { class: "next" },
          linkButton(
            addressOf("client", { account: current?.id ?? null, view: "security" }),
            (m) => m.security.open,
            true,
          ),
        ),
      ),
    ),
  );
}
