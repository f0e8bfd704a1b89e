/** The desk of a member: who they are here, their inbox and, for owner and admin, what happened. */
import { call, type View } from "../api/client.ts";
import { h, type Child, type Phrase } from "../dom/build.ts";
import type { Messages } from "../i18n/en.ts";
import { listed } from "../i18n/dates.ts";
import { named } from "../i18n/wire.ts";
import { card, facts, heading } from "../parts/shell.ts";
import { linkButton, notice } from "../parts/notices.ts";
import { takeGreeting } from "../session.ts";
import type { Visit } from "../signed/entrance.ts";
import { addressOf } from "../signed/places.ts";
import { activityCard } from "./activity.ts";
import { inboxCard } from "./inbox.ts";
import { ownershipCard } from "./ownership.ts";

type Me = View<"MeView">;

function rightsOf(me: Me): Phrase {
  return (m: Messages) => {
    if (me.role !== "employee") return m.team.rightsAll;
    if (me.rights.length === 0) return m.team.rightsNone;
    return listed(
      me.rights.map((each) => named(m.team.rightNames, each)),
      m.locale,
    );
  };
}

/** Show the desk. The feed is asked for only where the role may read it. */
export async function showDesk(visit: Visit, me: Me, focus: boolean): Promise<void> {
  const again = async (): Promise<void> => showDesk(visit, await call("get", "/v1/me", { token: visit.token }), true);
  const parts: Promise<Child>[] = [ownershipCard(visit, me, again), inboxCard(visit)];
  if (me.role !== "employee") parts.push(activityCard(visit));
  const [offer = null, inbox = null, activity = null] = await Promise.all(parts);
  const greet = takeGreeting();
  const role: Phrase = (m) => named(m.team.roles, me.role);
  visit.page.show(
    { title: (m) => m.team.title, layout: "wide", focus: focus || greet },
    greet
      ? notice(
          "good",
          h("p", {}, (m) => m.team.isIn),
        )
      : null,
    h(
      "div",
      { class: "opening" },
      heading((m) => m.team.hello(me.name)),
      h("p", { class: "lead" }, (m) => m.team.lead(role(m), me.firm.name)),
    ),
    h(
      "div",
      { class: "columns" },
      h("div", { class: "stack" }, offer, inbox, activity),
      card(
        "you",
        (m) => m.team.you,
        facts(
          [(m) => m.team.name, me.name],
          [(m) => m.team.email, me.email],
          [(m) => m.team.firm, me.firm.name],
          [(m) => m.team.role, role],
          [(m) => m.team.rights, rightsOf(me)],
        ),
        h(
          "div",
          { class: "next" },
          linkButton(addressOf("team", { view: "security" }), (m) => m.security.open, true),
        ),
      ),
    ),
  );
}
