/** A member's second factor: set up with an authenticator app, and taken off by showing both factors. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { fill, h, type Child, type Phrase } from "../dom/build.ts";
import { deedButton } from "../parts/deed.ts";
import { faultsAt, form, passwordField, type FaultCode, type Field } from "../parts/form.ts";
import { refusalNotice } from "../parts/notices.ts";
import { card } from "../parts/shell.ts";
import { codeField, isCode, secretFacts } from "../signed/challenge.ts";
import type { Visit } from "../signed/entrance.ts";
import type { Changed } from "./view.ts";

export function secondFactorCard(visit: Visit, isOn: boolean, changed: Changed): HTMLElement {
  const place = h("div", { class: "factor" });
  const told = h("div", { class: "told", role: "alert" });
  const refuse = (fault: unknown): void => {
    // Another window was faster: the page tells how things stand.
    if (fault instanceof Refusal && fault.code === "TOTP_ENABLED")
      changed((m) => m.refusals.TOTP_ENABLED.title, { totp: true });
    else if (fault instanceof Refusal && fault.code === "TOTP_NOT_ENABLED")
      changed((m) => m.refusals.TOTP_NOT_ENABLED.title, { totp: false });
    else fill(told, refusalNotice(fault));
  };
  const offer = (words: Phrase, deed: () => Promise<unknown>): HTMLButtonElement => {
    const button = deedButton(words, deed, true);
    fill(place, told, h("div", { class: "next" }, button));
    return button;
  };
  /** Put something in the button's place, which Cancel brings back, and take the reader there. */
  const unfold = (...parts: readonly Child[]): void => {
    const cancel = h("button", { type: "button", class: "button quiet wide" }, (m) => m.security.cancel);
    cancel.addEventListener("click", () => start().focus());
    const unfolded = h("div", { class: "unfolded", tabindex: -1 }, ...parts, cancel);
    fill(told);
    fill(place, told, unfolded);
    unfolded.focus();
  };
  const start = (): HTMLButtonElement => {
    fill(told);
    if (isOn)
      return offer(
        (m) => m.security.remove,
        async () => unfold(...removal(visit, changed, refuse)),
      );
    const begin = async (): Promise<void> => {
      const made = await call("post", "/v1/totp", { token: visit.token });
      unfold(...setup(visit, made, changed, refuse));
    };
    return offer(
      (m) => m.security.setUp,
      () => visit.attempt(begin, refuse),
    );
  };
  start();
  return card(
    "factor",
    (m) => m.security.factor,
    h("p", { class: "card-lead" }, (m) => (isOn ? m.security.factorOn : m.security.factorOff)),
    isOn ? h("p", { class: "hint" }, (m) => m.security.lostPhone) : null,
    place,
  );
}

type Refuse = (fault: unknown) => void;

/** The secret for an app, and the field for the code that shows it has arrived there. */
function setup(visit: Visit, made: View<"TotpView">, changed: Changed, refuse: Refuse): readonly Child[] {
  const code = codeField();
  const entry = form([code], { submit: (m) => m.security.confirm, submitting: (m) => m.security.working }, async () => {
    entry.faults(isCode(code) ? [] : [[code, "CODE_WRONG"]]);
    if (!isCode(code)) return;
    await visit.attempt(
      async () => {
        const body = { code: code.input.value.trim() };
        const { totp } = await call("post", "/v1/totp/confirm", { token: visit.token, body });
        changed((m) => m.security.confirmed, { totp });
      },
      (fault) => {
        code.input.value = "";
        const faults = faultsAt(fault, { code });
        if (faults.length > 0) entry.faults(faults);
        else refuse(fault);
      },
    );
  });
  return [secretFacts(made.secret, made.uri), entry.element];
}

/** Both factors, for the last time together. */
function removal(visit: Visit, changed: Changed, refuse: Refuse): readonly Child[] {
  const password = passwordField({
    id: "factor-password",
    label: (m) => m.security.current,
    autocomplete: "current-password",
  });
  const code = codeField();
  const entry = form(
    [password, code],
    { submit: (m) => m.security.remove, submitting: (m) => m.security.working },
    async () => {
      const found: [Field, FaultCode][] = [];
      if (password.input.value === "") found.push([password, "PASSWORD_EMPTY"]);
      if (!isCode(code)) found.push([code, "CODE_WRONG"]);
      entry.faults(found);
      if (found.length > 0) return;
      await visit.attempt(
        async () => {
          const body = { currentPassword: password.input.value, code: code.input.value.trim() };
          const { totp } = await call("post", "/v1/totp/remove", { token: visit.token, body });
          changed((m) => m.security.removed, { totp });
        },
        (fault) => {
          code.input.value = "";
          const faults = faultsAt(fault, { currentPassword: password, code });
          if (faults.length > 0) entry.faults(faults);
          else refuse(fault);
        },
      );
    },
  );
  return [h("p", {}, (m) => m.security.removeLead), entry.element];
}
