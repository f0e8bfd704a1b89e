/** A forgotten password: one answer, whoever asks and whoever exists. */
import { call } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { h } from "../dom/build.ts";
import { field, form, type FaultCode, type Field } from "../parts/form.ts";
import { notice, refusalNotice } from "../parts/notices.ts";
import { heading, type Page } from "../parts/shell.ts";
import type { Audience } from "../session.ts";
import { backButton } from "./challenge.ts";

const EMAIL = /^[^\s@]+@[^\s@]+$/;

export function forgottenView(
  page: Page,
  audience: Audience,
  known: { readonly firm: string; readonly email: string },
  back: () => void,
): void {
  const firm = field({
    id: "firm",
    label: (m) => m.signIn.firm,
    type: "text",
    autocomplete: "off",
    hint: (m) => m.signIn.firmHint,
    value: known.firm,
  });
  const email = field({
    id: "email",
    label: (m) => m.signIn.email,
    type: "email",
    autocomplete: "username",
    value: known.email,
  });
  const entry = form(
    [firm, email],
    { submit: (m) => m.forgotten.submit, submitting: (m) => m.forgotten.submitting },
    async () => {
      const found: [Field, FaultCode][] = [];
      if (firm.input.value.trim() === "") found.push([firm, "FIRM_EMPTY"]);
      if (!EMAIL.test(email.input.value.trim()))
        found.push([email, email.input.value.trim() === "" ? "EMAIL_EMPTY" : "EMAIL_FORM"]);
      entry.faults(found);
      if (found.length > 0) return;
      try {
        const body = { audience, firm: firm.input.value.trim().toLowerCase(), email: email.input.value.trim() };
        await call("post", "/v1/public/password-resets", { body });
      } catch (fault) {
        // What can't exist is refused as not valid; told apart from what merely doesn't, it would say who does.
        if (!(fault instanceof Refusal && fault.code === "VALIDATION_FAILED")) return entry.tell(refusalNotice(fault));
      }
      entry.tell(
        notice(
          "good",
          h("strong", {}, (m) => m.forgotten.sentTitle),
          h("p", {}, (m) => m.forgotten.sent),
        ),
      );
    },
  );
  page.show(
    { title: (m) => m.forgotten.title, focus: true },
    h(
      "div",
      { class: "card sign-in" },
      heading((m) => m.forgotten.title),
      h("p", { class: "lead" }, (m) => m.forgotten.lead),
      entry.element,
    ),
    h("p", { class: "elsewhere" }, backButton(back)),
  );
}
