/**
 * Activation: whoever holds an invitation sees what it is and sets a password.
 *
 * Opening the page reads and changes nothing; only the person's own submit does.
 */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { faultOf } from "../activate/password.ts";
import { takeToken } from "../activate/token.ts";
import { whileInProgress } from "../activate/waiting.ts";
import { h, ICON, icon } from "../dom/build.ts";
import { adoptInvited, keepLanguage, startLanguage } from "../i18n/language.ts";
import { faultCode, field, form, type Form } from "../parts/form.ts";
import {
  linkButton,
  notice,
  refusalCard,
  refusalCode,
  refusalNotice,
  retryButton,
  type RefusalCode,
} from "../parts/notices.ts";
import { newPasswordField } from "../parts/new-password.ts";
import { facts, heading, loading, openPage, type Fact, type Page } from "../parts/shell.ts";
import { challengeView } from "../signed/challenge.ts";
import { greetNext, keepSession, PAGE, rememberFirm, type Audience } from "../session.ts";

type Invitation = View<"InvitationView">;

/** One opening of the page: the key stays the same however often the person tries. */
interface Visit {
  readonly page: Page;
  readonly token: string;
  readonly key: string;
}

const ENDED: ReadonlySet<RefusalCode> = new Set([
  "INVITATION_EXPIRED",
  "INVITATION_SUPERSEDED",
  "INVITATION_CANCELLED",
  "INVITATION_BOUNCED",
  "INVITATION_ACCEPTED",
  "ACCOUNT_ARCHIVED",
  "IDEMPOTENCY_KEY_REUSED",
  "NOT_FOUND",
  "NO_TOKEN",
]);
const LEADS_TO_SIGN_IN: ReadonlySet<RefusalCode> = new Set([
  "INVITATION_ACCEPTED",
  "IDEMPOTENCY_KEY_REUSED",
  "NO_TOKEN",
]);

function refuse(page: Page, code: RefusalCode, fault: unknown, again: (() => void) | null, known?: Invitation): void {
  const query = known === undefined ? "" : `?firm=${encodeURIComponent(known.firm.slug)}`;
  const next = [];
  if (LEADS_TO_SIGN_IN.has(code)) {
    const audiences: readonly Audience[] = known === undefined ? ["client", "team"] : [known.audience];
    for (const audience of audiences)
      next.push(
        linkButton(
          PAGE[audience] + query,
          (m) => (audience === "team" && audiences.length > 1 ? m.activate.signInTeam : m.activate.signIn),
          next.length > 0 || code === "NO_TOKEN",
        ),
      );
  } else if (!ENDED.has(code) && again !== null) next.push(retryButton(again));
  page.show({ title: (m) => m.refusals[code].title, focus: true }, refusalCard(code, fault, ...next));
}

function story(invitation: Invitation): HTMLElement {
  const { firm, invitedBy, accounts, expiresAt, name } = invitation;
  const isTeam = invitation.audience === "team";
  const rows: Fact[] = [[(m) => m.activate.invitedBy, invitedBy]];
  if (accounts.length > 0) rows.push([(m) => m.activate.accounts, (m) => m.activate.accountNames(accounts)]);
  rows.push([(m) => m.activate.validUntil, h("time", { datetime: expiresAt }, (m) => m.minute(expiresAt))]);
  return h(
    "section",
    { class: "story" },
    h("p", { class: "eyebrow" }, (m) => (isTeam ? m.activate.eyebrowTeam : m.activate.eyebrowClient)),
    heading((m) => (isTeam ? m.activate.headingTeam(firm.name) : m.activate.headingClient(firm.name))),
    h(
      "p",
      { class: "lead" },
      (m) =>
        `${m.activate.greeting(name)} ${isTeam ? m.activate.leadTeam(invitedBy) : m.activate.leadClient(invitedBy)}`,
    ),
    facts(...rows),
  );
}

function deed(visit: Visit, invitation: Invitation): HTMLElement {
  const email = field({
    id: "email",
    label: (m) => m.activate.email,
    type: "email",
    autocomplete: "username",
    value: invitation.email,
    readonly: true,
  });
  const password = newPasswordField("password", (m) => m.activate.password);

  const deedForm: Form = form(
    [email, password],
    { submit: (m) => m.activate.submit, submitting: (m) => m.activate.submitting },
    async () => {
      const fault = faultOf(password.input.value, invitation.email);
      deedForm.faults(fault === null ? [] : [[password, fault]]);
      if (fault !== null) return;
      try {
        enter(visit.page, invitation, await accept(visit, password.input.value, deedForm));
      } catch (failure) {
        const code = refusalCode(failure);
        if (failure instanceof Refusal && failure.code === "VALIDATION_FAILED")
          deedForm.faults([
            [password, faultCode(failure.faults.find((each) => each.field === "password")?.code ?? "OTHER")],
          ]);
        else if (ENDED.has(code)) refuse(visit.page, code, failure, null, invitation);
        else deedForm.tell(refusalNotice(failure));
      }
    },
  );
  return h(
    "section",
    { class: "card deed", "aria-labelledby": "deed" },
    h("h2", { id: "deed" }, (m) => m.activate.formTitle),
    deedForm.element,
    h(
      "p",
      { class: "aside" },
      icon(ICON.alert, 18),
      h("span", {}, (m) => m.activate.unexpected),
    ),
  );
}

async function accept(visit: Visit, password: string, deedForm: Form): Promise<View<"ActivationView">> {
  const headers = { "Portico-Token": visit.token, "Idempotency-Key": visit.key };
  return await whileInProgress(
    () => call("post", "/v1/public/invitation/accept", { headers, body: { password } }),
    () =>
      deedForm.tell(
        notice(
          "wait",
          h("p", {}, (m) => m.activate.working),
        ),
      ),
  );
}

function enter(page: Page, invitation: Invitation, accepted: View<"ActivationView">): void {
  rememberFirm(invitation.firm.slug);
  keepLanguage();
  greetNext();
  const { audience, session, challenge } = accepted;
  // The spent invitation is left out of the history: Back must not return to it.
  const go = (): void => location.replace(PAGE[audience]);
  const admit = (of: View<"SessionView">): void => {
    keepSession(audience, of);
    go();
  };
  if (session !== null) admit(session);
  else if (challenge !== null) challengeView(page, challenge, { answered: admit, over: go });
}

async function open(visit: Visit): Promise<void> {
  const { page } = visit;
  page.show(
    { title: (m) => m.activate.title },
    loading((m) => m.activate.loading),
  );
  let invitation: Invitation;
  try {
    invitation = await call("get", "/v1/public/invitation", { headers: { "Portico-Token": visit.token } });
  } catch (fault) {
    return refuse(page, refusalCode(fault), fault, () => void open(visit));
  }
  page.brand(invitation.firm.name);
  page.show({ title: (m) => m.activate.title, layout: "split" }, story(invitation), deed(visit, invitation));
  adoptInvited(invitation.locale);
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
// A second invitation pasted over the first changes the fragment alone, and no page is loaded for it.
addEventListener("hashchange", () => {
  if (location.hash !== "") start(page);
});
