/** "Your sign-in": what somebody signed in does for their own safety. */
import { h, type Phrase } from "../dom/build.ts";
import { notice } from "../parts/notices.ts";
import { backLink, heading } from "../parts/shell.ts";
import type { Audience } from "../session.ts";
import type { Visit } from "../signed/entrance.ts";
import { everywhereCard } from "./everywhere.ts";
import { passwordCard } from "./password.ts";
import { secondFactorCard } from "./second-factor.ts";

/** Whose sign-in it is. */
export interface Holder {
  readonly audience: Audience;
  readonly email: string;
  readonly firm: string;
  /** Whether a code is asked for at sign-in; null for who can't have it so. */
  readonly totp: boolean | null;
  /** The page this one was opened from. */
  readonly back: string;
}

/** Show how things stand after a change, with a word of it. */
export type Changed = (told: Phrase, change?: Pick<Holder, "totp">) => void;

export function securityView(visit: Visit, holder: Holder, focus: boolean, told: Phrase | null = null): void {
  const changed: Changed = (words, change) => securityView(visit, { ...holder, ...change }, true, words);
  visit.page.show(
    { title: (m) => m.security.title, focus },
    backLink(holder.back, (m) => (holder.audience === "team" ? m.team.title : m.portal.title)),
    h(
      "div",
      { class: "opening" },
      heading((m) => m.security.title),
      h("p", { class: "lead" }, (m) => m.security.lead(holder.email, holder.firm)),
    ),
    told === null ? null : h("div", { class: "told-above", role: "status" }, notice("good", h("p", {}, told))),
    h(
      "div",
      { class: "stack" },
      passwordCard(visit, holder, changed),
      holder.totp === null ? null : secondFactorCard(visit, holder.totp, changed),
      everywhereCard(visit, holder.audience),
    ),
  );
}
