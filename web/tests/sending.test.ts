import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Refusal, Unreachable } from "../src/api/refusal.ts";
import type { Address, Carrier } from "../src/files/carrying.ts";
import { NotCarried, Stopped } from "../src/files/faults.ts";
import { Memory } from "../src/files/memory.ts";
import type { Pause } from "../src/files/patience.ts";
import { send, type Announced, type Desk, type Journey, type Standing, type State } from "../src/files/sending.ts";

const PART = 10;
const refusal = (status: number, code: string): Refusal => new Refusal(status, code, [], null, null);

/** The server and storage in one: takes bytes, files what is whole. */
class Storage implements Desk, Carrier {
  readonly announced: string[] = [];
  readonly keys = new Map<string, string>();
  readonly posts: string[] = [];
  readonly puts: number[] = [];
  readonly parts = new Map<number, string>();
  state: State = "issued";
  end: State = "filed";
  reason: string | null = null;
  looks = 0;
  completed = 0;
  signed = 0;
  /** Faults to answer with, one a call, by what is called. */
  readonly faults: Record<string, unknown[]> = {};
  /** Faults after the call had its effect. */
  readonly lost: Record<string, unknown[]> = {};
  most = 0;
  #now = 0;
  readonly #size: number;
  readonly #isInParts: boolean;

  constructor(size: number, isInParts: boolean) {
    this.#size = size;
    this.#isInParts = isInParts;
  }

  #fail(what: string): void {
    const fault = this.faults[what]?.shift();
    if (fault !== undefined) throw fault;
  }

  #lose(what: string): void {
    const fault = this.lost[what]?.shift();
    if (fault !== undefined) throw fault;
  }

  #standing(): Standing {
    const parts = { partSize: PART, parts: Math.ceil(this.#size / PART), stored: [...this.parts.keys()].sort() };
    const isAwaited = this.state === "issued";
    return {
      id: "upl_1",
      state: this.state,
      reason: this.reason,
      address: null,
      parts: this.#isInParts && isAwaited ? parts : null,
    };
  }

  async announce(_: Announced, key: string): Promise<Standing> {
    this.#fail("announce");
    if (!this.keys.has(key)) this.announced.push(key);
    this.keys.set(key, "upl_1");
    this.#lose("announce");
    return this.#standing();
  }

  async look(upload: string): Promise<Standing> {
    this.#fail("look");
    if (upload !== "upl_1") throw refusal(404, "NOT_FOUND");
    this.looks += 1;
    if (this.state === "checking" && this.looks > 2) this.state = this.end;
    return this.#standing();
  }

  async sign(): Promise<Address> {
    this.#fail("sign");
    this.signed += 1;
    return { url: `post-${String(this.signed)}`, fields: {} };
  }

  async signPart(_: string, number: number): Promise<string> {
    this.#fail("signPart");
    return `put-${String(number)}`;
  }

  async complete(): Promise<void> {
    this.#fail("complete");
    if (this.state !== "issued") throw refusal(409, "WRONG_STATE");
    if (this.parts.size < Math.ceil(this.#size / PART)) throw refusal(409, "PARTS_MISSING");
    this.completed += 1;
    this.state = "checking";
    this.#lose("complete");
  }

  async post(address: Address, file: Blob, told: (bytes: number) => void): Promise<void> {
    this.#fail("post");
    told(file.size);
    this.posts.push(address.url);
    this.state = "checking";
    this.#lose("post");
  }

  async put(url: string, part: Blob, told: (bytes: number) => void, signal: AbortSignal): Promise<void> {
    this.#now += 1;
    this.most = Math.max(this.most, this.#now);
    try {
      await new Promise((next) => setImmediate(next));
      if (signal.aborted) throw new Stopped();
      this.#fail("put");
      told(part.size);
      const number = Number(url.slice(4));
      this.puts.push(number);
      this.parts.set(number, await part.text());
      this.#lose("put");
    } finally {
      this.#now -= 1;
    }
  }
}

let pauses: number[] = [];
const pause: Pause = (ms) => {
  pauses.push(ms);
  return Promise.resolve();
};

beforeEach(() => {
  pauses = [];
  const kept = new Map<string, string>();
  const shelf = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  };
  Object.defineProperty(globalThis, "localStorage", { value: shelf, configurable: true });
});

const TEXT = "abcdefghijklmnopqrstuvwxyz0123456789";

function journeyOf(text: string, signal = new AbortController().signal): Journey & { told: number[]; ids: string[] } {
  const told: number[] = [];
  const ids: string[] = [];
  return {
    file: new Blob([text]),
    announced: { name: "a.txt", size: text.length, sha256: "5".repeat(64), type: "text/plain", wanted: null },
    key: "key",
    signal,
    sent: (bytes) => told.push(bytes),
    checking: () => undefined,
    named: (id) => ids.push(id),
    told,
    ids,
  };
}

const meansOf = (storage: Storage) => ({ desk: storage, carrier: storage, memory: new Memory("link"), pause });

test("a small file is sent whole and followed until it is filed", async () => {
  const storage = new Storage(TEXT.length, false);
  const journey = journeyOf(TEXT);

  const end = await send(journey, meansOf(storage));

  assert.equal(end.state, "filed");
  assert.deepEqual(storage.posts, ["post-1"]);
  assert.equal(journey.told.at(-1), TEXT.length);
  assert.deepEqual(new Memory("link").all(), []);
});

for (const state of ["rejected", "held"] as const)
  test(`a file that is ${state} is an end, with its reason`, async () => {
    const storage = new Storage(TEXT.length, false);
    storage.end = state;
    storage.reason = "infected";
    const end = await send(journeyOf(TEXT), meansOf(storage));
    assert.deepEqual([end.state, end.reason], [state, "infected"]);
  });

test("a post that breaks off is made again by an address signed anew", async () => {
  const storage = new Storage(TEXT.length, false);
  storage.faults["post"] = [new NotCarried(0), new NotCarried(403)];

  const end = await send(journeyOf(TEXT), meansOf(storage));

  assert.equal(end.state, "filed");
  assert.deepEqual(storage.posts, ["post-3"]);
  assert.deepEqual(pauses.slice(0, 2), [1000, 2000]);
});

test("a post whose answer was lost is not made twice", async () => {
  const storage = new Storage(TEXT.length, false);
  storage.lost["post"] = [new NotCarried(0)];

  const end = await send(journeyOf(TEXT), meansOf(storage));

  assert.equal(end.state, "filed");
  assert.equal(storage.posts.length, 1);
});

test("an announcement whose answer was lost is made again under the same key", async () => {
  const storage = new Storage(TEXT.length, false);
  storage.lost["announce"] = [new Unreachable(null)];
  await send(journeyOf(TEXT), meansOf(storage));
  assert.deepEqual(storage.announced, ["key"]);
});

test("a large file is sent in parts, three at a time, each once and in its place", async () => {
  const storage = new Storage(TEXT.length, true);
  const journey = journeyOf(TEXT);

  const end = await send(journey, meansOf(storage));

  assert.equal(end.state, "filed");
  assert.equal([1, 2, 3, 4].map((number) => storage.parts.get(number)).join(""), TEXT);
  assert.equal(storage.puts.length, 4);
  assert.equal(storage.most, 3);
  assert.equal(storage.completed, 1);
  assert.equal(journey.told.at(-1), TEXT.length);
});

test("a part that breaks off is sent again, and no other", async () => {
  const storage = new Storage(TEXT.length, true);
  storage.faults["put"] = [new NotCarried(0), new NotCarried(503)];
  await send(journeyOf(TEXT), meansOf(storage));
  assert.deepEqual([...storage.puts].sort(), [1, 2, 3, 4]);
});

test("after a reload the parts that are missing are sent, and the file is announced and completed once", async () => {
  const storage = new Storage(TEXT.length, true);
  const leaving = new AbortController();
  const first = journeyOf(TEXT, leaving.signal);
  storage.put = async (url, part, told, signal) => {
    await Storage.prototype.put.call(storage, url, part, told, signal);
    if (storage.parts.size === 2) leaving.abort();
  };
  await assert.rejects(send(first, meansOf(storage)), Stopped);
  const sent = storage.puts.length;
  assert.ok(sent >= 2 && sent < 4, String(sent));
  assert.equal(new Memory("link").all().length, 1);
  storage.put = Storage.prototype.put;

  const end = await send({ ...journeyOf(TEXT), key: "another" }, meansOf(storage));

  assert.equal(end.state, "filed");
  assert.deepEqual([...storage.puts].sort(), [1, 2, 3, 4]);
  assert.deepEqual(storage.announced, ["key"]);
  assert.equal(storage.completed, 1);
});

test("what was remembered and is over is announced anew", async () => {
  const storage = new Storage(TEXT.length, false);
  const journey = journeyOf(TEXT);
  new Memory("link").keep(journey.announced, "upl_gone");
  const end = await send(journey, meansOf(storage));
  assert.equal(end.state, "filed");
  assert.deepEqual(storage.announced, ["key"]);
});

test("a completion whose answer was lost is found done", async () => {
  const storage = new Storage(TEXT.length, true);
  storage.lost["complete"] = [new Unreachable(null)];
  const end = await send(journeyOf(TEXT), meansOf(storage));
  assert.equal(end.state, "filed");
  assert.equal(storage.completed, 1);
});

test("parts that storage lost are sent again", async () => {
  const storage = new Storage(TEXT.length, true);
  const complete = storage.complete.bind(storage);
  let isFirst = true;
  storage.complete = async () => {
    if (isFirst) storage.parts.delete(2);
    isFirst = false;
    await complete();
  };
  const end = await send(journeyOf(TEXT), meansOf(storage));
  assert.equal(end.state, "filed");
  assert.equal(storage.puts.filter((number) => number === 2).length, 2);
});

for (const [what, isInParts] of [
  ["post", false],
  ["put", true],
] as const)
  test(`a ${what} that never gets through is given up after a while, and remembered`, async () => {
    const storage = new Storage(TEXT.length, isInParts);
    storage.faults[what] = Array.from({ length: 200 }, () => new NotCarried(0));
    await assert.rejects(send(journeyOf(TEXT), meansOf(storage)), NotCarried);
    assert.ok(pauses.length < 40, String(pauses.length));
    assert.ok(Math.max(...pauses) <= 30_000);
    assert.equal(new Memory("link").all().length, 1);
  });

test("a link that is over ends it at once", async () => {
  const storage = new Storage(TEXT.length, true);
  storage.faults["signPart"] = [refusal(410, "LINK_REVOKED")];
  await assert.rejects(
    send(journeyOf(TEXT), meansOf(storage)),
    (fault) => fault instanceof Refusal && fault.code === "LINK_REVOKED",
  );
  assert.ok(storage.puts.length <= 2);
});

test("the server's own pause is kept", async () => {
  const storage = new Storage(TEXT.length, false);
  storage.faults["announce"] = [new Refusal(429, "TOO_MANY_REQUESTS", [], 20, null)];
  await send(journeyOf(TEXT), meansOf(storage));
  assert.equal(pauses[0], 20_000);
});
