/** One file on the page, in words and as a bar; told anew whenever something moves. */
import { h, ICON, icon, say, type Phrase } from "../dom/build.ts";
import { linkRefusalCode } from "../guest/endings.ts";
import { share } from "../i18n/sizes.ts";
import { failureOf, isOver, mayTryAgain, type Item, type Stage } from "./item.ts";

export interface Deeds {
  stop(item: Item): void;
  again(item: Item): void;
  remove(item: Item): void;
}

export interface Row {
  readonly element: HTMLElement;
  /** Say where the item is now. */
  paint(): void;
}

type Reason =
  "wrong_size" | "hash_differs" | "wrong_type" | "infected" | "link_closed" | "account_gone" | "refused" | "abandoned";
const REASONS: ReadonlySet<string> = new Set<Reason>([
  "wrong_size",
  "hash_differs",
  "wrong_type",
  "infected",
  "link_closed",
  "account_gone",
  "refused",
  "abandoned",
]);
/** The sign beside what is over. */
export const SIGNS: Partial<Record<Stage["is"], string>> = {
  filed: ICON.check,
  rejected: ICON.alert,
  failed: ICON.alert,
  held: ICON.clock,
};

/** What is going on, in a few words. */
export function stageWords(stage: Stage, size: number): Phrase {
  switch (stage.is) {
    case "hashing":
      return (m) => m.upload.hashing(stage.bytes, size);
    case "sending":
      return (m) => m.upload.sending(stage.bytes, size);
    case "rejected":
      return (m) => m.upload.rejected;
    case "failed": {
      const code = linkRefusalCode(stage.fault);
      const own = failureOf(stage.fault);
      return (m) => (own === null ? m.refusals[code].title : m.upload.failed[own]);
    }
    default:
      return (m) => m.upload[stage.is];
  }
}

/** What to do about it; null where nothing need be done. */
export function adviceOf(stage: Stage): Phrase | null {
  if (stage.is === "held") return (m) => m.upload.heldText;
  if (stage.is === "rejected") {
    const reason = REASONS.has(stage.reason) ? (stage.reason as Reason) : "other";
    return (m) => m.upload.reasons[reason];
  }
  if (stage.is !== "failed" || failureOf(stage.fault) !== null) return null;
  const code = linkRefusalCode(stage.fault);
  return (m) => m.refusals[code].text;
}

export function rowOf(item: Item, label: string | null, deeds: Deeds): Row {
  const { name, size } = item.file;
  const sign = h("span", { class: "file-sign" });
  const words = h("span", { class: "stage" });
  const advice = h("p", { class: "advice" });
  const bar = h("progress", { max: size, "aria-label": (m) => m.upload.progressOf(name) });
  const button = (text: Phrase, label: Phrase, deed: (item: Item) => void): HTMLButtonElement => {
    const made = h("button", { type: "button", class: "button quiet small", "aria-label": label }, text);
    made.addEventListener("click", () => deed(item));
    return made;
  };
  const stop = button(
    (m) => m.upload.cancel,
    (m) => m.upload.cancelOf(name),
    deeds.stop,
  );
  const again = button(
    (m) => m.upload.again,
    (m) => m.upload.againOf(name),
    deeds.again,
  );
  const remove = button(
    (m) => m.upload.remove,
    (m) => m.upload.removeOf(name),
    deeds.remove,
  );
  const element = h(
    "li",
    { class: "row upload" },
    sign,
    h(
      "div",
      { class: "item-words grows" },
      h("p", { class: "row-name" }, name),
      h(
        "p",
        { class: "row-more" },
        h("span", {}, (m) => m.upload.size(size)),
        label === null ? null : h("span", {}, (m) => m.upload.forWanted(label)),
        words,
      ),
      advice,
    ),
    h("div", { class: "row-deeds" }, stop, again, remove),
    bar,
  );
  return {
    element,
    paint() {
      const { stage } = item;
      element.dataset["stage"] = stage.is;
      sign.replaceChildren(icon(SIGNS[stage.is] ?? ICON.file, 24));
      say(words, stageWords(stage, size));
      const counsel = adviceOf(stage);
      if (counsel === null) advice.replaceChildren();
      else say(advice, counsel);
      const moves = stage.is === "hashing" || stage.is === "sending";
      bar.hidden = isOver(stage);
      if (moves) {
        bar.value = stage.bytes;
        bar.setAttribute("aria-valuetext", share(stage.bytes, size, document.documentElement.lang));
      } else bar.removeAttribute("value");
      const isTriable = stage.is === "stopped" || (stage.is === "failed" && mayTryAgain(stage.fault));
      // The button that has the focus goes only together with its reason.
      show(stop, !isOver(stage) && stage.is !== "checking", again, remove);
      show(again, isTriable, remove, stop);
      show(remove, isOver(stage) && stage.is !== "filed" && stage.is !== "held", again, stop);
    },
  };
}

/** Show or hide a button; who was on one that goes is taken to one that stays. */
function show(button: HTMLButtonElement, isShown: boolean, ...others: readonly HTMLButtonElement[]): void {
  if (button.hidden === !isShown) return;
  const hadFocus = document.activeElement === button;
  button.hidden = !isShown;
  if (hadFocus && !isShown) others.find((each) => !each.hidden)?.focus();
}
