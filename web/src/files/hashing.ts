/** A file's digest, computed in a worker of its own. */
import { Stopped, Unreadable } from "./faults.ts";

/** What the worker says: how far it is, the digest, or that the file can't be read. */
export type Told = { readonly bytes: number } | { readonly digest: string } | { readonly unreadable: true };

/** Compute the SHA-256 in hexadecimal. Raises Unreadable when the file can't be read, Stopped when it is called off. */
export function hash(file: Blob, told: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL("./digest.worker.ts", import.meta.url), { type: "module" });
    const stop = (): void => end(() => fail(new Stopped()));
    const end = (how: () => void): void => {
      signal.removeEventListener("abort", stop);
      worker.terminate();
      how();
    };
    worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
      if ("bytes" in data) told(data.bytes);
      else end(() => ("digest" in data ? done(data.digest) : fail(new Unreadable())));
    });
    worker.addEventListener("error", () => end(() => fail(new Unreadable())));
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    else worker.postMessage(file);
  });
}
