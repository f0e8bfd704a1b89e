/** The browser's storage, which may be shut: then nothing is remembered, and nothing fails. */
export type Store = "tab" | "browser";

const open = (store: Store): Storage => (store === "tab" ? sessionStorage : localStorage);

/** What stands under a name; null when nothing does or storage is shut. */
export function recall(store: Store, name: string): string | null {
  try {
    return open(store).getItem(name);
  } catch {
    return null;
  }
}

/** Keep a value under a name, or with null forget it. */
export function keep(store: Store, name: string, value: string | null): void {
  try {
    if (value === null) open(store).removeItem(name);
    else open(store).setItem(name, value);
  } catch {
    // Shut, or full: the reader is asked again where it would have been remembered.
  }
}
