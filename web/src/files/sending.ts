/**
 * One file on its way: announced, sent whole or in parts, and followed until the server says what became of it.
 *
 * Whatever breaks off is taken up again: a lost answer, an address whose time is over, a connection that comes and goes,
 * a reload of the page. Before anything is sent twice the server is asked what it has.
 */
import { Refusal } from "../api/refusal.ts";
import type { Address, Carrier } from "./carrying.ts";
import { Stopped } from "./faults.ts";
import type { Known, Memory } from "./memory.ts";
import { Tries, type Pause } from "./patience.ts";

export type State = "issued" | "checking" | "filed" | "rejected" | "held" | "abandoned";

/** What the server says of an upload. */
export interface Standing {
  readonly id: string;
  readonly state: State;
  readonly reason: string | null;
  /** Where it is posted whole, where that was just said. */
  readonly address: Address | null;
  /** How it is sent in parts and which of them are there; null when it is sent whole, or is no longer awaited. */
  readonly parts: Parts | null;
}

export interface Parts {
  readonly partSize: number;
  readonly parts: number;
  readonly stored: readonly number[];
}

export interface Announced extends Known {
  readonly type: string;
  /** The entry of the sender's list it is for. */
  readonly wanted: string | null;
}

/** The server's side of uploading. Everything but `announce` may be asked again without harm. */
export interface Desk {
  /** The same key is the same announcement. */
  announce(file: Announced, key: string): Promise<Standing>;
  look(upload: string): Promise<Standing>;
  sign(upload: string): Promise<Address>;
  signPart(upload: string, number: number): Promise<string>;
  complete(upload: string): Promise<void>;
}

export interface Means {
  readonly desk: Desk;
  readonly carrier: Carrier;
  readonly memory: Memory;
  readonly pause: Pause;
}

/** What is said on the way. */
export interface Journey {
  readonly file: Blob;
  readonly announced: Announced;
  /** Stays the same however often this file is tried. */
  readonly key: string;
  readonly signal: AbortSignal;
  /** Bytes that are there, and those under way. */
  sent(bytes: number): void;
  /** Everything was sent; the server looks at it. */
  checking(): void;
  /** What it is called at the server, as soon as that is known. */
  named(upload: string): void;
}

const AT_ONCE = 3;
const MOST_ROUNDS = 3;
const LOOKS_MS = [1000, 1000, 1500, 2000, 3000, 5000, 10_000];

/** Send a file and follow it to its end: filed, rejected or held. Raises Stopped, or the fault that ended it. */
export async function send(journey: Journey, means: Means): Promise<Standing> {
  let standing = await begin(journey, means);
  journey.named(standing.id);
  if (standing.state === "issued") {
    means.memory.keep(journey.announced, standing.id);
    standing =
      standing.parts === null ? await whole(standing, journey, means) : await inParts(standing, journey, means);
  }
  journey.sent(journey.file.size);
  journey.checking();
  const end = await follow(standing, journey.signal, means);
  means.memory.forget(end.id);
  return end;
}

/** Look at an upload until it has an end. */
export async function follow(standing: Standing, signal: AbortSignal, means: Means): Promise<Standing> {
  const tries = new Tries(means.pause, signal);
  let seen = standing;
  for (let looks = 0; seen.state === "issued" || seen.state === "checking"; looks += 1) {
    await means.pause(LOOKS_MS[Math.min(looks, LOOKS_MS.length - 1)] ?? 0, signal);
    seen = await tries.until(() => means.desk.look(seen.id));
  }
  return seen;
}

/** Take up what this browser began before, else announce it. */
async function begin(journey: Journey, { desk, memory, pause }: Means): Promise<Standing> {
  const tries = new Tries(pause, journey.signal);
  const before = memory.find(journey.announced);
  if (before !== null) {
    const known = await tries.until(() => found(desk, before.upload));
    // One that came to an end was told then; whoever chooses the file once more wants it sent once more.
    if (known?.state === "issued" || known?.state === "checking") return known;
    memory.forget(before.upload);
  }
  return await tries.until(() => desk.announce(journey.announced, journey.key));
}

async function found(desk: Desk, upload: string): Promise<Standing | null> {
  try {
    return await desk.look(upload);
  } catch (fault) {
    if (fault instanceof Refusal && fault.status === 404) return null;
    throw fault;
  }
}

async function whole(standing: Standing, journey: Journey, { desk, carrier, pause }: Means): Promise<Standing> {
  const { file, signal } = journey;
  const tries = new Tries(pause, signal);
  const asking = new Tries(pause, signal);
  let seen = standing;
  for (;;) {
    try {
      const address = seen.address ?? (await desk.sign(seen.id));
      await carrier.post(address, file, (bytes) => journey.sent(Math.min(bytes, file.size)), signal);
      return seen;
    } catch (fault) {
      if (fault instanceof Stopped) throw fault;
      // The answer may be lost and the file there; then it is not sent again.
      seen = await asking.until(() => desk.look(seen.id));
      if (seen.state !== "issued") return seen;
      await tries.after(fault);
    }
  }
}

async function inParts(standing: Standing, journey: Journey, means: Means): Promise<Standing> {
  const { desk, pause } = means;
  const tries = new Tries(pause, journey.signal);
  let seen = standing;
  for (let round = 1; seen.state === "issued" && seen.parts !== null; round += 1) {
    try {
      await missing(seen.id, seen.parts, journey, means);
      await tries.until(() => desk.complete(seen.id));
      return seen;
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.status !== 409) throw fault;
      // Somebody was here before: this call with its answer lost, or another window of the same person.
      seen = await tries.until(() => desk.look(seen.id));
      if (seen.state === "issued" && round >= MOST_ROUNDS) throw fault;
    }
  }
  return seen;
}

/** Send the parts that are not there, a few at a time. */
async function missing(upload: string, of: Parts, journey: Journey, means: Means): Promise<void> {
  const { file } = journey;
  const has = new Set(of.stored);
  const left = Array.from({ length: of.parts }, (_, at) => at + 1).filter((number) => !has.has(number));
  const partOf = (number: number): Blob => file.slice((number - 1) * of.partSize, number * of.partSize);
  const underWay = new Map<number, number>();
  let there = of.stored.reduce((bytes, number) => bytes + partOf(number).size, 0);
  const tell = (): void => journey.sent([...underWay.values()].reduce((sum, bytes) => sum + bytes, there));

  // One that can't go on ends the others, so that nothing is sent after the fault is told.
  const ending = new AbortController();
  const stop = (): void => ending.abort();
  journey.signal.addEventListener("abort", stop);
  if (journey.signal.aborted) stop();
  const lane = async (): Promise<void> => {
    const tries = new Tries(means.pause, ending.signal);
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      const now = number;
      const part = partOf(now);
      await tries.until(async () => {
        underWay.set(now, 0);
        const url = await means.desk.signPart(upload, now);
        await means.carrier.put(
          url,
          part,
          (bytes) => {
            underWay.set(now, Math.min(bytes, part.size));
            tell();
          },
          ending.signal,
        );
      });
      underWay.delete(now);
      there += part.size;
      tell();
    }
  };
  tell();
  try {
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      try {
        await lane();
      } catch (fault) {
        stop();
        throw fault;
      }
    });
    const ended = await Promise.allSettled(lanes);
    const faults = ended.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
    const first = faults.find((fault) => !(fault instanceof Stopped)) ?? faults[0];
    if (first !== undefined) throw journey.signal.aborted ? new Stopped() : first;
  } finally {
    journey.signal.removeEventListener("abort", stop);
  }
}
