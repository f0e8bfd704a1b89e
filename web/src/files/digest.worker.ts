/** Computes digests beside the page, which stays quick meanwhile. */
import { digestOf } from "./digest.ts";
import type { Told } from "./hashing.ts";

const tell = (told: Told): void => postMessage(told);

addEventListener("message", (event: MessageEvent<Blob>) => {
  void digestOf(event.data, (bytes) => tell({ bytes })).then(
    (digest) => tell({ digest }),
    () => tell({ unreadable: true }),
  );
});
