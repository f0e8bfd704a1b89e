/**
 * Uploads under way, remembered by this browser: whoever reloads the page, or comes back to it, goes on where they were.
 *
 * What is kept opens nothing: the id of an upload is worth nothing without the link.
 */
import { keep, recall } from "../store.ts";

/** A file as it is known again: by its name, size and bytes. */
export interface Known {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Remembered extends Known {
  readonly upload: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

const PLACE = "portico.uploads";
// The server gives an unfinished upload up sooner; what is older is certainly of no use.
const KEPT_MS = 7 * 24 * 3600 * 1000;

type Shelf = Record<string, readonly Remembered[]>;

/** The memory of one link. */
export class Memory {
  readonly #link: string;
  readonly #now: () => number;

  constructor(link: string, now: () => number = Date.now) {
    this.#link = link;
    this.#now = now;
  }

  /** Everything under way by this link, oldest first. */
  all(): readonly Remembered[] {
    return this.#shelf()[this.#link] ?? [];
  }

  find(file: Known): Remembered | null {
    return this.all().find((each) => isSame(each, file)) ?? null;
  }

  keep(file: Known, upload: string): void {
    const { name, size, sha256 } = file;
    const others = this.all().filter((each) => !isSame(each, file) && each.upload !== upload);
    this.#put([...others, { name, size, sha256, upload, since: this.#now() }]);
  }

  forget(upload: string): void {
    this.#put(this.all().filter((each) => each.upload !== upload));
  }

  #put(kept: readonly Remembered[]): void {
    const { [this.#link]: _, ...others } = this.#shelf();
    const shelf = kept.length === 0 ? others : { ...others, [this.#link]: kept };
    keep("browser", PLACE, Object.keys(shelf).length === 0 ? null : JSON.stringify(shelf));
  }

  #shelf(): Shelf {
    let found: unknown;
    try {
      found = JSON.parse(recall("browser", PLACE) ?? "{}");
    } catch {
      return {};
    }
    if (typeof found !== "object" || found === null) return {};
    const oldest = this.#now() - KEPT_MS;
    return Object.fromEntries(
      Object.entries(found).flatMap(([link, kept]: [string, unknown]): [string, readonly Remembered[]][] => {
        const valid = (Array.isArray(kept) ? kept : []).filter(isRemembered).filter((each) => each.since > oldest);
        return valid.length === 0 ? [] : [[link, valid]];
      }),
    );
  }
}

function isSame(one: Known, other: Known): boolean {
  return one.name === other.name && one.size === other.size && one.sha256 === other.sha256;
}

function isRemembered(value: unknown): value is Remembered {
  const found = (typeof value === "object" && value !== null ? value : {}) as Partial<Remembered>;
  return (
    typeof found.name === "string" &&
    typeof found.size === "number" &&
    typeof found.sha256 === "string" &&
    typeof found.upload === "string" &&
    typeof found.since === "number"
  );
}
