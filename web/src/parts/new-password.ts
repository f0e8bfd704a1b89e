/** A field for a new password that tells how long it is against how long it must be. */
import { h, say } from "../dom/build.ts";
import { LONGEST, lengthOf, SHORTEST } from "../activate/password.ts";
import { passwordField, type Field } from "./form.ts";
import type { Phrase } from "../dom/build.ts";

export function newPasswordField(id: string, label: Phrase): Field {
  const line = h("p", { class: "meter" });
  const made = passwordField({ id, label, autocomplete: "new-password", hint: (m) => m.activate.passwordHint }, line);
  const measure = (): void => {
    const length = lengthOf(made.input.value);
    line.className = length < SHORTEST ? "meter" : length > LONGEST ? "meter over" : "meter enough";
    say(line, (m) =>
      length < SHORTEST
        ? m.activate.meterShort(length)
        : length > LONGEST
          ? m.activate.meterLong(length)
          : m.activate.meterGood(length),
    );
  };
  made.input.addEventListener("input", measure);
  measure();
  return made;
}
