/** Plain words for every way a call can fail, and what to do next. */
import { h, ICON, icon, type Child, type Phrase } from "../dom/build.ts";
import type { Messages } from "../i18n/en.ts";
import { en } from "../i18n/en.ts";
import { Refusal } from "../api/refusal.ts";
import { heading } from "./shell.ts";

export type RefusalCode = keyof Messages["refusals"];
type Tone = "stop" | "wait" | "good";

/** The words for a fault. A code we have none for is a failure on our side, and is said so. */
export function refusalCode(fault: unknown): RefusalCode {
  if (!(fault instanceof Refusal)) return "UNREACHABLE";
  return Object.hasOwn(en.refusals, fault.code) ? (fault.code as RefusalCode) : "UNAVAILABLE";
}

/** What the firm may quote when it asks about a failure of ours; null where there is nothing to ask. */
function referenceOf(fault: unknown): Child {
  if (!(fault instanceof Refusal) || fault.correlationId === null || refusalCode(fault) !== "UNAVAILABLE") return null;
  const id = fault.correlationId;
  return h("p", { class: "reference" }, (m) => m.reference(id));
}

/** A fault as the whole of a page. */
export function refusalCard(code: RefusalCode, fault: unknown, ...next: readonly Child[]): HTMLElement {
  const waits = code === "ACTIVATION_IN_PROGRESS" || code === "INVITATION_EXPIRED" || code === "TOO_MANY_REQUESTS";
  return h(
    "div",
    { class: "card refusal" },
    h(
      "div",
      { class: `seal ${code === "INVITATION_ACCEPTED" ? "good" : "wait"}` },
      icon(
        code === "INVITATION_ACCEPTED" ? ICON.check : waits ? ICON.clock : code === "NO_TOKEN" ? ICON.mail : ICON.alert,
        28,
      ),
    ),
    heading((m) => m.refusals[code].title),
    h("p", { class: "lead" }, (m) => m.refusals[code].text),
    referenceOf(fault),
    next.length === 0 ? null : h("div", { class: "next" }, ...next),
  );
}

/** A fault beside something else that stays usable. */
export function refusalNotice(fault: unknown, code: RefusalCode = refusalCode(fault)): HTMLElement {
  return notice(
    "stop",
    h("strong", {}, (m) => m.refusals[code].title),
    h("p", {}, (m) => m.refusals[code].text),
    referenceOf(fault),
  );
}

const SIGN: Readonly<Record<Tone, string>> = { stop: ICON.alert, wait: ICON.clock, good: ICON.check };

export function notice(tone: Tone, ...children: readonly Child[]): HTMLElement {
  return h("div", { class: `notice ${tone}` }, icon(SIGN[tone]), h("div", { class: "notice-words" }, ...children));
}

export function retryButton(again: () => void): HTMLElement {
  const button = h("button", { type: "button", class: "button" }, (m) => m.retry);
  button.addEventListener("click", again);
  return button;
}

export function linkButton(href: string, words: Phrase, quiet = false): HTMLElement {
  return h("a", { href, class: quiet ? "button quiet" : "button" }, words);
}
