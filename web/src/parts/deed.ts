/** A button that does something by itself, without a form around it. */
import { h, type Phrase } from "../dom/build.ts";

/** Make it, with a `label` where the words alone don't say what of: its deed runs once at a time, and the button keeps the focus while it does. */
export function deedButton(
  words: Phrase,
  deed: () => Promise<unknown>,
  quiet = false,
  label?: Phrase,
): HTMLButtonElement {
  const button = h("button", { type: "button", class: quiet ? "button quiet" : "button", "aria-label": label }, words);
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    void deed().finally(() => button.removeAttribute("aria-disabled"));
  });
  return button;
}
