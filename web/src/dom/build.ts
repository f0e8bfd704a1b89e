/**
 * Elements, built without markup strings.
 *
 * Text never passes a parser, so a name can't become an element. A `Phrase` is text that
 * follows the language: it is said again, in place, when the reader picks another one, so
 * what was typed and where the focus stood survive the switch.
 */
import type { Messages } from "../i18n/en.ts";
import { bind } from "../i18n/language.ts";

export type Phrase = (messages: Messages) => string;
export type Child = Node | string | Phrase | null | readonly Child[];

export interface Attributes {
  readonly [name: string]: string | number | boolean | Phrase | undefined;
}

const SVG = "http://www.w3.org/2000/svg";

function put(element: Element, name: string, value: string | number | boolean): void {
  if (value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

function dress(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    // A policy without unsafe-inline drops both in silence; better to fail while building.
    if (name === "style" || name.startsWith("on")) throw new TypeError(`${name} may not be an attribute`);
    if (typeof value === "function") bind(element, (messages) => put(element, name, value(messages)));
    else put(element, name, value);
  }
}

/** Add children at the end; null stands for nothing. */
export function append(parent: Element, ...children: readonly Child[]): void {
  for (const child of children) {
    if (child === null) continue;
    if (Array.isArray(child)) append(parent, ...(child as readonly Child[]));
    else if (typeof child === "function") {
      const text = document.createTextNode("");
      bind(text, (messages) => {
        text.data = (child as Phrase)(messages);
      });
      parent.append(text);
    } else parent.append(child as Node | string);
  }
}

/** Make an element. A `false` attribute is left out, `true` is an empty one. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  dress(element, attributes);
  append(element, ...children);
  return element;
}

/** Replace what an element holds. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, ...children);
}

/** Say a phrase in an element, now and in every later language. */
export function say(element: Element, phrase: Phrase): void {
  fill(element, phrase);
}

/** A picture beside words that say the same, hence hidden from screen readers. */
export function icon(path: string, size = 20): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 24 24",
    width: String(size),
    height: String(size),
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    focusable: "false",
    class: "icon",
  }))
    svg.setAttribute(name, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const ICON = {
  alert: "M12 8v5m0 3.2v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  check: "M8 12.500l2.700 2.700L16.500 9.300M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  clock: "M12 7.500V12l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  mail: "M4 6h16v12H4zM4 7l8 6 8-6",
  back: "M15 6l-6 6 6 6",
  globe: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.500 12h17M12 3c5 5.400 5 12.600 0 18M12 3c-5 5.400-5 12.600 0 18",
  folder: "M4 6h6l2 2.500h8V18H4z",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  download: "M12 4v11M7.500 11l4.500 4.500L16.500 11M5 19.500h14",
  upload: "M12 15.500V4.500M7.500 9L12 4.500 16.500 9M5 19.500h14",
  file: "M6 3.500h8l4 4v13H6zM14 3.500v4h4",
  lock: "M6.500 11h11v9h-11zM9 11V8a3 3 0 0 1 6 0v3",
  leave: "M10 5H5v14h5M14 8l4 4-4 4M18 12H9",
} as const;
