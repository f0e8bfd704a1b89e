/** The SHA-256 of a file, block by block: a file of gigabytes never stands in memory whole. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const BLOCK = 4 * 1024 * 1024;

/** Compute it, telling after each block how many bytes are done. Raises what reading the file raises. */
export async function digestOf(file: Blob, told: (bytes: number) => void): Promise<string> {
  const hash = sha256.create();
  for (let begin = 0; begin < file.size; begin += BLOCK) {
    const block = await file.slice(begin, begin + BLOCK).arrayBuffer();
    hash.update(new Uint8Array(block));
    told(Math.min(begin + BLOCK, file.size));
  }
  return bytesToHex(hash.digest());
}
