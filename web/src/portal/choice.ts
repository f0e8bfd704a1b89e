/** Which of a client's accounts they are in. */
import type { Named } from "../session.ts";

export interface Choice {
  /** The account one is in; null where none is open. */
  readonly current: Named | null;
  /** The names of those that were open a moment ago and no longer are. */
  readonly gone: readonly string[];
  /** Whether another one was asked for, and is not open. */
  readonly isRefused: boolean;
}

/** The account asked for if it is open, else the first one that is; `seen` is what was open when last looked at. */
export function choose(asked: string | null, seen: readonly Named[], open: readonly Named[]): Choice {
  const found = open.find((each) => each.id === asked);
  return {
    current: found ?? open[0] ?? null,
    gone: seen.filter((each) => !open.some((one) => one.id === each.id)).map((each) => each.name),
    isRefused: asked !== null && found === undefined,
  };
}
