/** Bytes on their way to storage, by addresses signed for them. */
import { NotCarried, Stopped } from "./faults.ts";

/** Where a whole file is posted: these fields first, then the file. */
export interface Address {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Carries bytes and tells how many have left. Raises NotCarried, or Stopped when it is called off. */
export interface Carrier {
  post(address: Address, file: Blob, told: (bytes: number) => void, signal: AbortSignal): Promise<void>;
  put(url: string, part: Blob, told: (bytes: number) => void, signal: AbortSignal): Promise<void>;
}

// Nothing moved for so long: the connection is dead, whatever the browser believes.
const SILENCE_MS = 60_000;

/** XMLHttpRequest, which tells how much was sent; fetch doesn't. */
export const carrier: Carrier = {
  post(address, file, told, signal) {
    const form = new FormData();
    for (const [name, value] of Object.entries(address.fields)) form.append(name, value);
    form.append("file", file);
    return carry("POST", address.url, form, told, signal);
  },
  put(url, part, told, signal) {
    return carry("PUT", url, part, told, signal);
  },
};

function carry(
  method: string,
  url: string,
  body: FormData | Blob,
  told: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((done, fail) => {
    if (signal.aborted) return fail(new Stopped());
    const request = new XMLHttpRequest();
    let silence = 0;
    const listen = (): void => {
      clearTimeout(silence);
      silence = window.setTimeout(() => request.abort(), SILENCE_MS);
    };
    const stop = (): void => request.abort();
    request.open(method, url);
    request.upload.addEventListener("progress", (event) => {
      listen();
      told(event.loaded);
    });
    request.addEventListener("loadend", () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", stop);
      if (request.status >= 200 && request.status < 300) done();
      else fail(signal.aborted ? new Stopped() : new NotCarried(request.status));
    });
    signal.addEventListener("abort", stop);
    listen();
    request.send(body);
  });
}
