/** What a link is called in this browser's own memory: told by its token, and telling nothing of it. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export function markOf(token: string): string {
  return bytesToHex(sha256(utf8ToBytes(token))).slice(0, 24);
}
