/** The bytes of a document, fetched from storage by an address signed for them. */
import { Unreachable } from "../api/refusal.ts";

/** Fetch them, telling how many are there. Raises Unreachable when they don't come whole. */
export async function fetched(
  url: string,
  size: number,
  signal: AbortSignal,
  told: (bytes: number) => void,
): Promise<Blob> {
  try {
    const answer = await fetch(url, { signal, cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok || answer.body === null) throw new Error(`storage answered ${String(answer.status)}`);
    const blocks: Uint8Array<ArrayBuffer>[] = [];
    let there = 0;
    const reader = answer.body.getReader();
    for (let block = await reader.read(); !block.done; block = await reader.read()) {
      blocks.push(block.value);
      there += block.value.byteLength;
      told(Math.min(there, size));
    }
    return new Blob(blocks);
  } catch (cause) {
    throw new Unreachable(cause);
  }
}
