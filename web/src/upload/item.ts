/** One file on the page: where it is, and what can be done about it. */
import { Refusal } from "../api/refusal.ts";
import { NotCarried, Stopped, Unreadable } from "../files/faults.ts";
import { hash } from "../files/hashing.ts";
import { send, type Means, type Standing } from "../files/sending.ts";
import type { Turns } from "../files/queue.ts";
import { isAmong, isTaken, typeOf } from "../files/types.ts";

/** What becomes of a file, in the order it happens; the last five are ends. */
export type Stage =
  | { readonly is: "waiting" }
  | { readonly is: "hashing"; readonly bytes: number }
  | { readonly is: "sending"; readonly bytes: number }
  | { readonly is: "checking" }
  | { readonly is: "filed" }
  | { readonly is: "rejected"; readonly reason: string }
  | { readonly is: "held" }
  | { readonly is: "failed"; readonly fault: unknown }
  | { readonly is: "stopped" };

export const isOver = ({ is }: Stage): boolean =>
  is === "filed" || is === "rejected" || is === "held" || is === "failed" || is === "stopped";

/** What the link takes; everything else is refused before it is read. */
export interface Bounds {
  readonly maxBytes: number;
  readonly types: readonly string[];
}

export interface Lanes {
  readonly hashing: Turns;
  readonly sending: Turns;
}

type Abandon = (upload: string) => Promise<void>;

export class Item {
  readonly file: File;
  readonly wanted: string | null;
  readonly #told: (item: Item) => void;
  readonly #key = crypto.randomUUID();
  #stage: Stage = { is: "waiting" };
  #upload: string | null = null;
  #stopping = new AbortController();
  #sha256: string | null = null;

  constructor(file: File, wanted: string | null, told: (item: Item) => void) {
    this.file = file;
    this.wanted = wanted;
    this.#told = told;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** Take it to its end. What goes wrong is a stage, never an error. */
  async run(bounds: Bounds, lanes: Lanes, means: Means): Promise<void> {
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    this.#be({ is: "waiting" });
    try {
      const type = demandFit(this.file, bounds);
      this.#sha256 ??= await lanes.hashing.take(() =>
        hash(this.file, (bytes) => this.#be({ is: "hashing", bytes }), signal),
      );
      const { name, size } = this.file;
      const announced = { name, size, type, sha256: this.#sha256, wanted: this.wanted };
      this.#be({ is: "waiting" });
      const end = await lanes.sending.take(() =>
        send(
          {
            file: this.file,
            announced,
            key: this.#key,
            signal,
            sent: (bytes) => this.#be({ is: "sending", bytes }),
            checking: () => this.#be({ is: "checking" }),
            named: (upload) => {
              this.#upload = upload;
            },
          },
          means,
        ),
      );
      this.#be(endOf(end));
    } catch (fault) {
      this.#be(fault instanceof Stopped ? { is: "stopped" } : { is: "failed", fault });
    }
  }

  /** Call it off: nothing more is sent, and the server gives it up. */
  async stop(means: Means, abandon: Abandon): Promise<void> {
    this.#stopping.abort();
    const upload = this.#upload;
    if (upload === null) return;
    means.memory.forget(upload);
    // What is there already is no longer the sender's to take back.
    await abandon(upload).catch(() => undefined);
  }

  #be(stage: Stage): void {
    this.#stage = stage;
    this.#told(this);
  }
}

/** The stage an upload ends in. */
export function endOf(end: Standing): Stage {
  if (end.state === "filed" || end.state === "held") return { is: end.state };
  return { is: "rejected", reason: end.state === "abandoned" ? "abandoned" : (end.reason ?? "other") };
}

/** Give the type to announce. Raises the refusal the server would answer with, before the file is read. */
function demandFit(file: File, { maxBytes, types }: Bounds): string {
  if (file.size === 0) throw new EmptyFile();
  if (file.size > maxBytes) throw new Refusal(422, "FILE_TOO_LARGE", [], null, null);
  const type = typeOf(file.name, file.type);
  if (!isTaken(type) || !isAmong(type, types)) throw new Refusal(422, "FILE_TYPE_REFUSED", [], null, null);
  return type;
}

export class EmptyFile extends Error {}

/** Why a file did not get through, by the words there are for it; null where a refusal has its own. */
export function failureOf(fault: unknown): "EMPTY" | "UNREADABLE" | "NOT_CARRIED" | null {
  if (fault instanceof EmptyFile) return "EMPTY";
  if (fault instanceof Unreadable) return "UNREADABLE";
  return fault instanceof NotCarried ? "NOT_CARRIED" : null;
}

/** Whether the same file may be tried again as it is. */
export function mayTryAgain(fault: unknown): boolean {
  if (fault instanceof EmptyFile || fault instanceof Unreadable) return false;
  if (!(fault instanceof Refusal)) return true;
  return !["FILE_TOO_LARGE", "FILE_TYPE_REFUSED", "LIMIT_REACHED"].includes(fault.code) && fault.status !== 410;
}
