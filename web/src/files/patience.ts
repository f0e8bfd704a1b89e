/** How long to wait before another try, and when to give up. */
import { Refusal, Unreachable } from "../api/refusal.ts";
import { NotCarried, Stopped } from "./faults.ts";

// 1, 2, 4 … 30 seconds: about three minutes in all, and as long again after everything that went well.
const MOST_TRIES = 9;
const LONGEST_MS = 30_000;

/** Waits. Raises Stopped when it is called off meanwhile. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** The clock's own pause; while the browser knows it is offline it goes on until that is over. */
export const pause: Pause = (ms, signal) =>
  new Promise((wake, fail) => {
    const end = (how: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      removeEventListener("online", online);
      how();
    };
    const stop = (): void => end(() => fail(new Stopped()));
    const online = (): void => end(wake);
    const timer = setTimeout(() => {
      if (navigator.onLine) end(wake);
    }, ms);
    addEventListener("online", online);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
  });

/** Whether the same again, a little later, may go better. */
export function isPassing(fault: unknown): boolean {
  if (fault instanceof Unreachable || fault instanceof NotCarried) return true;
  return fault instanceof Refusal && (fault.status === 429 || fault.status >= 500) && fault.code !== "LINK_SHUT";
}

/** Tries in a row. What goes well in between makes them count anew. */
export class Tries {
  readonly #pause: Pause;
  readonly #signal: AbortSignal;
  #failed = 0;

  constructor(pause: Pause, signal: AbortSignal) {
    this.#pause = pause;
    this.#signal = signal;
  }

  /** Something went well. */
  succeeded(): void {
    this.#failed = 0;
  }

  /** Wait until the next try makes sense. Raises the fault when none does. */
  async after(fault: unknown): Promise<void> {
    if (this.#signal.aborted) throw new Stopped();
    this.#failed += 1;
    if (!isPassing(fault) || this.#failed >= MOST_TRIES) throw fault;
    const asked = fault instanceof Refusal ? (fault.retryAfter ?? 0) * 1000 : 0;
    await this.#pause(Math.max(asked, Math.min(LONGEST_MS, 500 * 2 ** this.#failed)), this.#signal);
  }

  /** Do something as often as it takes. */
  async until<Answer>(attempt: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      try {
        const answer = await attempt();
        this.succeeded();
        return answer;
      } catch (fault) {
        await this.after(fault);
      }
    }
  }
}
