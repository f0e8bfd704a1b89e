/** Sign-in of clients and of the team: one page part, one answer whatever was wrong. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { h, type Phrase } from "../dom/build.ts";
import { field, form, passwordField, type FaultCode, type Field, type Form } from "../parts/form.ts";
import { notice, refusalNotice } from "../parts/notices.ts";
import { heading, type Page } from "../parts/shell.ts";
import { challengeView } from "./challenge.ts";
import { forgottenView } from "./forgotten.ts";
import { keepSession, PAGE, rememberedFirm, rememberFirm, type Audience } from "../session.ts";

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** What is different where sign-in stands within another page. */
export interface Within {
  /** Nothing leads to the other audience's sign-in. */
  readonly isAlone?: boolean;
}

/** Show sign-in; `admitted` is given the access token once the server has let somebody in. */
export function signInView(
  page: Page,
  audience: Audience,
  told: HTMLElement | null,
  focus: boolean,
  admitted: (token: string) => void,
  within: Within = {},
): void {
  const isTeam = audience === "team";
  const asked = new URLSearchParams(location.search).get("firm");
  const firm = field({
    id: "firm",
    label: (m) => m.signIn.firm,
    type: "text",
    autocomplete: "off",
    hint: (m) => m.signIn.firmHint,
    value: asked ?? rememberedFirm(),
  });
  const email = field({ id: "email", label: (m) => m.signIn.email, type: "email", autocomplete: "username" });
  const password = passwordField({ id: "password", label: (m) => m.signIn.password, autocomplete: "current-password" });

  const entry: Form = form(
    [firm, email, password],
    { submit: (m) => m.signIn.submit, submitting: (m) => m.signIn.submitting },
    async () => {
      const found = faultsOf(firm, email, password);
      entry.faults(found);
      if (found.length > 0) return;
      const slug = firm.input.value.trim().toLowerCase();
      try {
        const body = { audience, firm: slug, email: email.input.value.trim(), password: password.input.value };
        const { session, challenge } = await call("post", "/v1/public/sessions", { body });
        rememberFirm(slug);
        const enter = (of: View<"SessionView">): void => {
          keepSession(audience, of);
          admitted(of.accessToken);
        };
        const again = (words: Phrase | null): void => {
          const told = words === null ? null : notice("wait", h("p", {}, words));
          signInView(page, audience, told, true, admitted, within);
        };
        if (session !== null) enter(session);
        else if (challenge !== null)
          challengeView(page, challenge, {
            answered: enter,
            over: () => again((m) => m.code.over),
            back: () => again(null),
          });
      } catch (fault) {
        password.input.value = "";
        // A firm or an e-mail that can't exist is refused as not valid; it reads like any other that isn't right.
        const isImpossible = fault instanceof Refusal && fault.code === "VALIDATION_FAILED";
        entry.tell(isImpossible ? refusalNotice(fault, "SIGN_IN_FAILED") : refusalNotice(fault));
      }
    },
  );

  const forgotten = h("button", { type: "button", class: "jump" }, (m) => m.forgotten.link);
  forgotten.addEventListener("click", () =>
    forgottenView(page, audience, { firm: firm.input.value, email: email.input.value }, () =>
      signInView(page, audience, null, true, admitted, within),
    ),
  );
  const other: Audience = isTeam ? "client" : "team";
  page.show(
    { title: (m) => (isTeam ? m.signIn.titleTeam : m.signIn.titleClient), focus },
    h(
      "div",
      { class: "card sign-in" },
      heading((m) => (isTeam ? m.signIn.titleTeam : m.signIn.titleClient)),
      h("p", { class: "lead" }, (m) => (isTeam ? m.signIn.leadTeam : m.signIn.leadClient)),
      told === null ? null : h("div", { role: "status" }, told),
      entry.element,
      h("p", { class: "aside" }, forgotten),
    ),
    within.isAlone === true
      ? null
      : h(
          "p",
          { class: "elsewhere" },
          h("a", { href: PAGE[other] }, (m) => (isTeam ? m.signIn.toClient : m.signIn.toTeam)),
        ),
  );
}

function faultsOf(firm: Field, email: Field, password: Field): [Field, FaultCode][] {
  const found: [Field, FaultCode][] = [];
  const address = email.input.value.trim();
  if (firm.input.value.trim() === "") found.push([firm, "FIRM_EMPTY"]);
  if (address === "") found.push([email, "EMAIL_EMPTY"]);
  else if (!EMAIL.test(address)) found.push([email, "EMAIL_FORM"]);
  if (password.input.value === "") found.push([password, "PASSWORD_EMPTY"]);
  return found;
}
