/** Forms: labelled fields, faults told at the field and in a summary, one submit at a time. */
import { fill, h, say, type Child, type Phrase } from "../dom/build.ts";
import type { Messages } from "../i18n/en.ts";
import { en } from "../i18n/en.ts";
import { bind } from "../i18n/language.ts";
import { Refusal } from "../api/refusal.ts";

export type FaultCode = keyof Omit<Messages["faults"], "summary">;

/** The words for a field's fault; a code we have none for asks for a change. */
export function faultCode(code: string): FaultCode {
  return code !== "summary" && Object.hasOwn(en.faults, code) ? (code as FaultCode) : "OTHER";
}

export interface Field {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly label: Phrase;
  /** Tell what is wrong with the value, or with null that nothing is. */
  fault(code: FaultCode | null): void;
}

interface Wanted {
  readonly id: string;
  readonly label: Phrase;
  readonly type: "text" | "email" | "password";
  readonly autocomplete: string;
  readonly hint?: Phrase;
  readonly value?: string;
  readonly readonly?: boolean;
}

export function field(wanted: Wanted, ...beside: readonly Child[]): Field {
  const { id, label } = wanted;
  const hint = wanted.hint === undefined ? null : h("p", { id: `${id}-hint`, class: "hint" }, wanted.hint);
  const fault = h("p", { id: `${id}-fault`, class: "fault", hidden: true });
  const input = h("input", {
    id,
    name: id,
    type: wanted.type,
    autocomplete: wanted.autocomplete,
    autocapitalize: "none",
    spellcheck: "false",
    "aria-describedby": hint === null ? undefined : hint.id,
    readonly: wanted.readonly ?? false,
    "aria-required": wanted.readonly === true ? undefined : "true",
  });
  input.value = wanted.value ?? "";
  return {
    element: h(
      "div",
      { class: "field" },
      h("label", { for: id }, label),
      hint,
      h("div", { class: "input" }, input, ...beside),
      fault,
    ),
    input,
    label,
    fault(code) {
      fault.hidden = code === null;
      const described = [hint?.id, code === null ? undefined : fault.id].filter((each) => each !== undefined);
      if (described.length === 0) input.removeAttribute("aria-describedby");
      else input.setAttribute("aria-describedby", described.join(" "));
      if (code === null) {
        input.removeAttribute("aria-invalid");
        fault.replaceChildren();
      } else {
        input.setAttribute("aria-invalid", "true");
        say(fault, (m) => m.faults[code]);
      }
    },
  };
}

/** A password field with its show-and-hide button. */
export function passwordField(wanted: Omit<Wanted, "type">, below: Child = null): Field {
  let shown = false;
  const toggle = h("button", { type: "button", class: "peek", "aria-controls": wanted.id });
  const made = field({ ...wanted, type: "password" }, toggle);
  const paint = (m: Messages): void => {
    toggle.textContent = shown ? m.activate.hide : m.activate.show;
    toggle.setAttribute("aria-label", shown ? m.activate.hideLabel : m.activate.showLabel);
  };
  let repaint = (): void => undefined;
  bind(toggle, (m) => {
    repaint = () => paint(m);
    paint(m);
  });
  toggle.addEventListener("click", () => {
    shown = !shown;
    made.input.type = shown ? "text" : "password";
    repaint();
  });
  if (below !== null) made.element.append(below as Node);
  return made;
}

/** What a refusal finds wrong, at the fields it names; empty when it is about none of these. */
export function faultsAt(fault: unknown, places: Readonly<Record<string, Field>>): [Field, FaultCode][] {
  if (!(fault instanceof Refusal) || fault.code !== "VALIDATION_FAILED") return [];
  return fault.faults.flatMap(({ field: name, code }): [Field, FaultCode][] => {
    const place = Object.hasOwn(places, name) ? places[name] : undefined;
    return place === undefined ? [] : [[place, faultCode(code)]];
  });
}

export interface Form {
  readonly element: HTMLFormElement;
  /** Tell what is wrong and take the reader there; an empty list takes back what was told. */
  faults(found: readonly (readonly [Field, FaultCode])[]): void;
  /** Put a notice above the fields: it is spoken and brought into view, and the focus stays where it was. */
  tell(notice: HTMLElement | null): void;
}

/**
 * A form whose submit runs once at a time.
 *
 * The button stays in the tab order while a submit runs (a disabled one would drop the
 * focus); a further press then does nothing.
 */
export function form(
  fields: readonly Field[],
  words: { readonly submit: Phrase; readonly submitting: Phrase },
  submit: () => Promise<void>,
): Form {
  const place = h("div", { class: "told", role: "alert" });
  const word = h("span", {}, words.submit);
  const button = h("button", { type: "submit", class: "button wide" }, word);
  const element = h(
    "form",
    { novalidate: true, method: "post" },
    place,
    fields.map((each) => each.element),
    button,
  );
  let running = false;

  element.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) return;
    running = true;
    button.setAttribute("aria-disabled", "true");
    say(word, words.submitting);
    void submit().finally(() => {
      running = false;
      button.removeAttribute("aria-disabled");
      say(word, words.submit);
    });
  });

  return {
    element,
    faults(found) {
      for (const each of fields) each.fault(found.find(([one]) => one === each)?.[1] ?? null);
      if (found.length === 0) return fill(place);
      const lines = found.map(([one, code]) => {
        const jump = h("button", { type: "button", class: "jump" }, (m) => `${one.label(m)}: ${m.faults[code]}`);
        jump.addEventListener("click", () => one.input.focus());
        return h("li", {}, jump);
      });
      fill(
        place,
        h(
          "div",
          { class: "notice stop" },
          h(
            "div",
            { class: "notice-words" },
            h("strong", {}, (m) => m.faults.summary),
            h("ul", {}, lines),
          ),
        ),
      );
      found[0]?.[0].input.focus();
    },
    tell(notice) {
      fill(place, notice);
      notice?.scrollIntoView({ block: "nearest" });
    },
  };
}
