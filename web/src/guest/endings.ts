/** A link that does not open, as the whole of a page: why, and what to do next. */
import { Refusal } from "../api/refusal.ts";
import { h } from "../dom/build.ts";
import { deedButton } from "../parts/deed.ts";
import { notice, refusalCard, refusalCode, refusalNotice, retryButton, type RefusalCode } from "../parts/notices.ts";
import type { Page } from "../parts/shell.ts";
import { endsLink, type Link, type Visit } from "./visit.ts";

// What the same call may answer otherwise later.
const PASSING: ReadonlySet<RefusalCode> = new Set([
  "UNREACHABLE",
  "UNAVAILABLE",
  "TOO_MANY_REQUESTS",
  "LINK_SUSPENDED",
  "WRONG_STATE",
]);

/** The words for a fault of a link: what is not found here is a link. */
export function linkRefusalCode(fault: unknown): RefusalCode {
  const code = refusalCode(fault);
  return code === "NOT_FOUND" ? "LINK_NOT_FOUND" : code;
}

/** Show a page of its own for a link without a token. */
export function withoutToken(page: Page, code: "LINK_NO_TOKEN" | "LINK_NOT_FOUND"): void {
  page.show({ title: (m) => m.refusals[code].title, focus: true }, refusalCard(code, null));
}

/** Show why the link does not open. `link` is what was seen of it, where it could be. */
export function ending(visit: Visit, fault: unknown, link: Link | null, again: () => void): void {
  const code = linkRefusalCode(fault);
  // Of what is over for good the tab keeps nothing.
  if (endsLink(fault) || code === "LINK_NOT_FOUND") visit.forget();
  const told = h("div", { class: "told", role: "status" });
  const next = [];
  if (code === "LINK_EXPIRED" && link !== null && link.sentTo !== null) {
    if (link.isRenewalAsked) told.append(renewalAsked(link.sentTo));
    else if (link.mayAskRenewal) next.push(renewalButton(visit, told));
  }
  if (PASSING.has(code)) next.push(retryButton(again));
  visit.page.show({ title: (m) => m.refusals[code].title, focus: true }, refusalCard(code, fault, ...next), told);
}

/** A state that the link told of itself, as the fault a call would meet. */
export function refusalOf(link: Link): Refusal | null {
  return link.refusal === null ? null : new Refusal(410, link.refusal.code, [], null, null);
}

function renewalAsked(to: string): HTMLElement {
  return notice(
    "good",
    h("p", {}, (m) => m.link.renewalAsked(to)),
  );
}

function renewalButton(visit: Visit, told: HTMLElement): HTMLButtonElement {
  const button = deedButton(
    (m) => m.link.askRenewal,
    async () => {
      try {
        const { sentTo } = await visit.askRenewal();
        told.replaceChildren(renewalAsked(sentTo));
        button.hidden = true;
      } catch (fault) {
        told.replaceChildren(refusalNotice(fault, linkRefusalCode(fault)));
      }
    },
  );
  return button;
}
