/**
 * Which language the page speaks, and everything on it that follows the choice.
 *
 * Order: `?lang=` in the address, the reader's stored choice or the locale the server names
 * (a page says which of the two goes first), the browser, English.
 */
import { de } from "./de.ts";
import { en, type Messages } from "./en.ts";
import { es } from "./es.ts";
import { keep, recall } from "../store.ts";

export const LANGUAGES = ["en", "es", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

export const CATALOGUES: Readonly<Record<Language, Messages>> = { en, es, de };

const STORED = "portico.language";

/** Find a language we speak in a tag such as `es-MX`; null when there is none. */
export function spoken(tag: string | null | undefined): Language | null {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((each) => each === primary) ?? null;
}

/** The first of the wishes that we speak, else English. */
export function choose(...wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const language = spoken(wish);
    if (language !== null) return language;
  }
  return "en";
}

/** What the reader chose on an earlier page; null when nothing. */
const storedLanguage = (): string | null => recall("browser", STORED);

function asked(): string | null {
  return new URLSearchParams(location.search).get("lang");
}

interface Binding {
  readonly node: Node;
  readonly speak: (messages: Messages) => void;
  /** Whether the node has been on the page; once it has and no longer is, it is forgotten. */
  wasShown: boolean;
}

let current: Language = "en";
let bindings: Binding[] = [];

export const language = (): Language => current;
export const messages = (): Messages => CATALOGUES[current];

/** Run `speak` now and whenever the language changes, for as long as the node is on the page. */
export function bind(node: Node, speak: (messages: Messages) => void): void {
  bindings.push({ node, speak, wasShown: false });
  speak(messages());
}

function turnTo(next: Language): void {
  current = next;
  document.documentElement.lang = next;
  bindings = bindings.filter((each) => each.node.isConnected || !each.wasShown);
  for (const each of bindings) {
    each.wasShown ||= each.node.isConnected;
    each.speak(messages());
  }
}

/** Choose the language a page starts in. */
export function startLanguage(): void {
  turnTo(choose(asked(), storedLanguage(), ...navigator.languages));
}

/** Take the locale of an invitation: it goes before what this browser was last used in. */
export function adoptInvited(locale: string): void {
  turnTo(choose(asked(), locale, storedLanguage(), ...navigator.languages));
}

/** Take the locale of whoever signed in: the choice made in this browser goes first. */
export function adoptOwn(locale: string): void {
  turnTo(choose(asked(), storedLanguage(), locale, ...navigator.languages));
}

/** Remember the present language for the next page. */
export function keepLanguage(): void {
  keep("browser", STORED, current);
}

/** Follow the reader's own choice, here, after a reload and on the next page. */
export function pickLanguage(next: Language): void {
  const address = new URL(location.href);
  address.searchParams.set("lang", next);
  history.replaceState(history.state, "", address);
  turnTo(next);
  keepLanguage();
}
