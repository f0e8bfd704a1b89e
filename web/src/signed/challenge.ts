/** The step between the password and the session: a code, or first to set up what makes codes. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { h, ICON, icon, type Child, type Phrase } from "../dom/build.ts";
import { faultCode, field, form, type Field } from "../parts/form.ts";
import { refusalNotice } from "../parts/notices.ts";
import { qrCode } from "../parts/qr-code.ts";
import { heading, type Page } from "../parts/shell.ts";

type Session = View<"SessionView">;

const CODE = /^[0-9]{6}$/;

/** A field for six digits: those of an authenticator app, unless the words say otherwise. */
export function codeField(words: { readonly label?: Phrase; readonly hint?: Phrase } = {}): Field {
  const made = field({
    id: "code",
    label: words.label ?? ((m) => m.code.label),
    type: "text",
    autocomplete: "one-time-code",
    hint: words.hint ?? ((m) => m.code.hint),
  });
  made.input.inputMode = "numeric";
  made.input.maxLength = 6;
  return made;
}

/** Whether what stands in the field can be a code at all. */
export function isCode(of: Field): boolean {
  return CODE.test(of.input.value.trim());
}

/** What an authenticator app is given: the secret to type, and a link that opens the app on this device. */
export function secretFacts(secret: string, uri: string): Child {
  return [
    h("p", {}, (m) => m.code.setupSteps),
    qrCode(uri, (m) => m.code.scan),
    h("p", { class: "hint" }, (m) => m.code.secret),
    h("p", {}, h("code", { class: "secret" }, secret.replace(/(.{4})/g, "$1 ").trim())),
    h(
      "p",
      {},
      h("a", { href: uri }, (m) => m.code.openApp),
    ),
  ];
}

/** Where the question leads. */
export interface Ways {
  /** The code was right: here is the session. */
  answered(session: Session): void;
  /** The time for it is gone. */
  over(): void;
  /** The reader would rather not answer; left out where there is nothing to return to. */
  readonly back?: () => void;
  /** Why a code is asked for, where that is not a sign-in. */
  readonly lead?: Phrase;
}

/** Ask for the code. */
export function challengeView(page: Page, challenge: View<"ChallengeView">, ways: Ways): void {
  const code = codeField();
  const isSetup = challenge.kind === "totp_setup";
  const entry = form([code], { submit: (m) => m.code.submit, submitting: (m) => m.signIn.submitting }, async () => {
    entry.faults(isCode(code) ? [] : [[code, "CODE_WRONG"]]);
    if (!isCode(code)) return;
    try {
      const body = { challenge: challenge.challenge, code: code.input.value.trim() };
      const { session } = await call("post", "/v1/public/sessions/totp", { body });
      ways.answered(session);
    } catch (fault) {
      code.input.value = "";
      if (fault instanceof Refusal && fault.code === "CHALLENGE_OVER") ways.over();
      else if (fault instanceof Refusal && fault.code === "VALIDATION_FAILED")
        entry.faults([[code, faultCode(fault.faults.find((each) => each.field === "code")?.code ?? "CODE_WRONG")]]);
      else entry.tell(refusalNotice(fault));
    }
  });
  page.show(
    { title: (m) => (isSetup ? m.code.setupTitle : m.code.title), focus: true },
    h(
      "div",
      { class: "card sign-in" },
      heading((m) => (isSetup ? m.code.setupTitle : m.code.title)),
      h("p", { class: "lead" }, ways.lead ?? ((m) => (isSetup ? m.code.setupLead : m.code.lead))),
      isSetup ? secretFacts(challenge.secret ?? "", challenge.uri ?? "") : null,
      entry.element,
      isSetup
        ? null
        : h(
            "p",
            { class: "aside" },
            icon(ICON.alert, 18),
            h("span", {}, (m) => m.security.lostPhone),
          ),
    ),
    ways.back === undefined ? null : h("p", { class: "elsewhere" }, backButton(ways.back)),
  );
}

/** The button that leads back to sign-in. */
export function backButton(back: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", class: "button quiet" }, (m) => m.forgotten.back);
  button.addEventListener("click", back);
  return button;
}
