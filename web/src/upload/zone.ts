/** Where files are dropped, or chosen. */
import { h, ICON, icon, say } from "../dom/build.ts";
import { endingsOf } from "../files/types.ts";
import type { View } from "../api/client.ts";
import type { Messages } from "../i18n/en.ts";

type Terms = View<"TakenView">;

/** Asks the browser for files; what was chosen is handed on. */
export function picker(
  types: readonly string[],
  isMany: boolean,
  chosen: (files: readonly File[]) => void,
): () => void {
  const input = h("input", { type: "file", multiple: isMany, hidden: true, accept: types.join(",") || undefined });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // The same file may be chosen once more.
    input.value = "";
    if (files.length > 0) chosen(files);
  });
  document.body.append(input);
  return () => input.click();
}

/** How much is taken: by each file, and by all of them where that is bounded and no file alone comes to it. */
function sizes({ upload }: Messages, { maxBytes, bytesLeft }: Terms): readonly string[] {
  const inAll = bytesLeft === null ? [] : [upload.inAll(bytesLeft)];
  return bytesLeft === maxBytes ? inAll : [upload.largest(maxBytes), ...inAll];
}

/** The zone, which takes what is dropped anywhere on the page. */
export function zone(terms: Terms, chosen: (files: readonly File[]) => void): HTMLElement {
  const pick = picker(terms.types, true, chosen);
  const words = h("p", { class: "zone-title" }, (m) => m.upload.drop);
  const button = h("button", { type: "button", class: "button" }, (m) => m.upload.choose);
  button.addEventListener("click", pick);
  const limits = h(
    "p",
    { class: "hint" },
    (m) => sizes(m, terms).join(" · "),
    terms.types.length === 0 ? null : [" · ", (m) => m.upload.types(endingsOf(terms.types))],
  );
  const element = h(
    "div",
    { class: "zone" },
    icon(ICON.upload, 32),
    words,
    h("p", { class: "hint zone-or" }, (m) => m.upload.dropOr),
    button,
    limits,
  );
  const over = (isOver: boolean): void => {
    element.classList.toggle("over", isOver);
    say(words, (m) => (isOver ? m.upload.dropNow : m.upload.drop));
  };
  const isOfFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  const listening = new AbortController();
  const { signal } = listening;
  const listen = (name: "dragover" | "dragleave" | "drop", heard: (event: DragEvent) => void): void =>
    addEventListener(
      name,
      (event) => {
        // A zone of a view that is gone takes nothing.
        if (!element.isConnected) return listening.abort();
        if (isOfFiles(event)) heard(event);
      },
      { signal },
    );
  listen("dragover", (event) => {
    event.preventDefault();
    over(!element.hidden);
  });
  listen("dragleave", (event) => {
    if (event.relatedTarget === null) over(false);
  });
  listen("drop", (event) => {
    // Dropped beside the zone, a file would otherwise take the page's place.
    event.preventDefault();
    over(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0 && !element.hidden) chosen(files);
  });
  return element;
}
