/** "I'm completely done uploading": told to the firm once, when everything has arrived. */
import { h, say } from "../dom/build.ts";
import { notice } from "../parts/notices.ts";

export interface DoneBox {
  readonly element: HTMLElement;
  /** New files: whoever was done is not any more. */
  reset(): void;
  /** Whether files are under way, and whether any has arrived. */
  paint(isUnderWay: boolean, hasArrived: boolean): void;
}

export function doneBox(signal: () => Promise<void>): DoneBox {
  const box = h("input", { type: "checkbox", id: "done", "aria-describedby": "done-hint" });
  const hint = h("p", { id: "done-hint", class: "hint" }, (m) => m.upload.doneHint);
  const told = h("div", { class: "told", role: "status" });
  let state: "open" | "telling" | "told" = "open";
  let mayTell = false;

  const look = (): void => {
    if (!box.checked || state !== "open") return;
    if (!mayTell) return say(hint, (m) => m.upload.doneWaits);
    state = "telling";
    void signal().then(
      () => {
        state = "told";
        box.disabled = true;
        say(hint, (m) => m.upload.doneHint);
        told.replaceChildren(
          notice(
            "good",
            h("p", {}, (m) => m.upload.doneTold),
          ),
        );
      },
      () => {
        state = "open";
        box.checked = false;
        told.replaceChildren(
          notice(
            "stop",
            h("p", {}, (m) => m.upload.doneFailed),
          ),
        );
      },
    );
  };
  box.addEventListener("change", () => {
    told.replaceChildren();
    say(hint, (m) => m.upload.doneHint);
    look();
  });
  return {
    element: h(
      "section",
      { class: "card done" },
      h(
        "div",
        { class: "check" },
        box,
        h("label", { for: "done" }, (m) => m.upload.done),
      ),
      hint,
      told,
    ),
    reset() {
      state = "open";
      box.checked = false;
      box.disabled = false;
      told.replaceChildren();
      say(hint, (m) => m.upload.doneHint);
    },
    paint(isUnderWay, hasArrived) {
      mayTell = hasArrived && !isUnderWay;
      look();
    },
  };
}
