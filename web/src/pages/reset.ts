/** The page behind the link for a new password: opening it changes nothing, setting one does, once. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { faultOf } from "../activate/password.ts";
import { takeToken } from "../activate/token.ts";
import { whileInProgress } from "../activate/waiting.ts";
import { h } from "../dom/build.ts";
import { adoptInvited, startLanguage } from "../i18n/language.ts";
import { faultCode, field, form } from "../parts/form.ts";
import { newPasswordField } from "../parts/new-password.ts";
import { linkButton, notice, refusalCard, refusalCode, refusalNotice, retryButton } from "../parts/notices.ts";
import type { RefusalCode } from "../parts/notices.ts";
import { heading, loading, openPage, type Page } from "../parts/shell.ts";
import { PAGE, rememberFirm } from "../session.ts";

type Wish = View<"PasswordResetView">;

const ENDED: ReadonlySet<string> = new Set([
  "NOT_FOUND",
  "PASSWORD_RESET_EXPIRED",
  "PASSWORD_RESET_SUPERSEDED",
  "PASSWORD_RESET_USED",
]);

interface Visit {
  readonly page: Page;
  readonly token: string;
  readonly key: string;
}

function refuse(page: Page, code: RefusalCode, fault: unknown, again: (() => void) | null): void {
  const shown: RefusalCode = code === "NOT_FOUND" ? "RESET_NOT_FOUND" : code === "NO_TOKEN" ? "RESET_NO_TOKEN" : code;
  page.show(
    { title: (m) => m.refusals[shown].title, focus: true },
    refusalCard(
      shown,
      fault,
      again === null ? linkButton(PAGE.client, (m) => m.activate.signIn) : retryButton(again),
      again === null ? linkButton(PAGE.team, (m) => m.activate.signInTeam, true) : null,
    ),
  );
}

function done(page: Page, wish: Wish): void {
  rememberFirm(wish.firm.slug);
  page.show(
    { title: (m) => m.reset.doneTitle, focus: true },
    h(
      "div",
      { class: "card" },
      heading((m) => m.reset.doneTitle),
      h("p", { class: "lead" }, (m) => m.reset.done),
      h(
        "div",
        { class: "next" },
        linkButton(PAGE[wish.audience], (m) => m.activate.signIn),
      ),
    ),
  );
}

function ask(visit: Visit, wish: Wish): void {
  const email = field({
    id: "email",
    label: (m) => m.activate.email,
    type: "email",
    autocomplete: "username",
    value: wish.email,
    readonly: true,
  });
  const password = newPasswordField("password", (m) => m.reset.password);
  const entry = form(
    [email, password],
    { submit: (m) => m.reset.submit, submitting: (m) => m.activate.submitting },
    async () => {
      const fault = faultOf(password.input.value, wish.email);
      entry.faults(fault === null ? [] : [[password, fault]]);
      if (fault !== null) return;
      const headers = { "Portico-Token": visit.token, "Idempotency-Key": visit.key };
      const body = { password: password.input.value };
      const wait = notice(
        "wait",
        h("p", {}, (m) => m.activate.working),
      );
      try {
        await whileInProgress(
          () => call("post", "/v1/public/password-reset/confirm", { headers, body }),
          () => entry.tell(wait),
        );
        done(visit.page, wish);
      } catch (failure) {
        if (failure instanceof Refusal && failure.code === "VALIDATION_FAILED")
          entry.faults([
            [password, faultCode(failure.faults.find((each) => each.field === "password")?.code ?? "OTHER")],
          ]);
        else if (ENDED.has(refusalCode(failure))) refuse(visit.page, refusalCode(failure), failure, null);
        else entry.tell(refusalNotice(failure));
      }
    },
  );
  visit.page.brand(wish.firm.name);
  visit.page.show(
    { title: (m) => m.reset.title, focus: true },
    h(
      "div",
      { class: "card sign-in" },
      heading((m) => m.reset.title),
      h("p", { class: "lead" }, (m) => m.reset.lead(wish.firm.name)),
      entry.element,
    ),
  );
  adoptInvited(wish.locale);
}

async function open(visit: Visit): Promise<void> {
  visit.page.show(
    { title: (m) => m.reset.title },
    loading((m) => m.loading),
  );
  try {
    ask(visit, await call("get", "/v1/public/password-reset", { headers: { "Portico-Token": visit.token } }));
  } catch (fault) {
    const code = refusalCode(fault);
    refuse(visit.page, code, fault, ENDED.has(code) ? null : () => void open(visit));
  }
}

function start(page: Page): void {
  const token = takeToken(location, history);
  if (token === null) refuse(page, "NO_TOKEN", null, null);
  else if (token === "") refuse(page, "NOT_FOUND", null, null);
  else void open({ page, token, key: crypto.randomUUID() });
}

startLanguage();
const page = openPage();
start(page);
// A second link pasted over the first changes the fragment alone, and no page is loaded for it.
addEventListener("hashchange", () => {
  if (location.hash !== "") start(page);
});
