/**
 * A link while it is open in this tab: its token, and the pass it was opened with.
 *
 * The address loses the token at once. The tab keeps it, so that a reload in the middle of an upload goes on; with the
 * tab it is gone. Another tab, and whoever opens the browser later, starts from the mail.
 */
import { keep, recall } from "../store.ts";

export type Kind = "share" | "upload";

export interface Pass {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What opening told, kept for as long as the pass: it isn't told again. */
export interface Opened {
  readonly pass: Pass;
  readonly title: string;
  readonly message: string | null;
  readonly sender: string;
}

export interface Kept {
  readonly token: string;
  readonly opened: Opened | null;
}

const place = (kind: Kind): string => `portico.link.${kind}`;

export function keepLink(kind: Kind, kept: Kept | null): void {
  keep("tab", place(kind), kept === null ? null : JSON.stringify(kept));
}

/** What this tab keeps of a link; of a pass that is over only what it told. */
export function keptLink(kind: Kind): Kept | null {
  try {
    const { token, opened } = JSON.parse(recall("tab", place(kind)) ?? "null") as Partial<Kept>;
    if (typeof token !== "string") return null;
    return { token, opened: isOpened(opened) ? opened : null };
  } catch {
    return null;
  }
}

function isOpened(value: unknown): value is Opened {
  const { pass, title, sender } = (typeof value === "object" && value !== null ? value : {}) as Partial<Opened>;
  return (
    typeof title === "string" &&
    typeof sender === "string" &&
    typeof pass?.value === "string" &&
    typeof pass.until === "number"
  );
}
