import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { beforeEach, test } from "node:test";
import { digestOf } from "../src/files/digest.ts";
import { Memory } from "../src/files/memory.ts";
import { endingsOf, isAmong, isShown, isTaken, typeOf } from "../src/files/types.ts";
import { share, size } from "../src/i18n/sizes.ts";

test("a digest is the file's SHA-256, and how far it is is told", async () => {
  const bytes = new Uint8Array(9_000_001).map((_, at) => at % 251);
  const told: number[] = [];
  assert.equal(
    await digestOf(new Blob([bytes]), (each) => told.push(each)),
    createHash("sha256").update(bytes).digest("hex"),
  );
  assert.deepEqual(told, [4_194_304, 8_388_608, 9_000_001]);
});

test("an empty file has a digest as well", async () => {
  assert.match(await digestOf(new Blob([]), () => undefined), /^e3b0c442/);
});

const FILE = { name: "taxes.pdf", size: 5, sha256: "a".repeat(64) };
let stored: Map<string, string>;

beforeEach(() => {
  stored = new Map();
  const shelf = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => stored.set(name, value),
    removeItem: (name: string) => stored.delete(name),
  };
  Object.defineProperty(globalThis, "localStorage", { value: shelf, configurable: true });
});

test("an upload is known again by the file's name, size and bytes, for its own link only", () => {
  new Memory("one").keep(FILE, "upl_1");
  assert.equal(new Memory("one").find({ ...FILE })?.upload, "upl_1");
  for (const other of [{ name: "b.pdf" }, { size: 6 }, { sha256: "b".repeat(64) }])
    assert.equal(new Memory("one").find({ ...FILE, ...other }), null);
  assert.equal(new Memory("two").find(FILE), null);
});

test("what is over is forgotten, and the browser keeps nothing of it", () => {
  const memory = new Memory("one");
  memory.keep(FILE, "upl_1");
  memory.forget("upl_1");
  assert.equal(stored.size, 0);
});

test("what nobody came back to in a week is forgotten", () => {
  let now = 0;
  const memory = new Memory("one", () => now);
  memory.keep(FILE, "upl_1");
  now = 7 * 24 * 3600 * 1000 - 1;
  assert.equal(memory.all().length, 1);
  now += 1;
  assert.deepEqual(memory.all(), []);
});

test("a memory that can't be read is none", () => {
  for (const damaged of ["", "{", "null", "7", '{"one": 7}', '{"one": [null, {"name": "x"}]}']) {
    stored.set("portico.uploads", damaged);
    assert.deepEqual(new Memory("one").all(), []);
  }
});

test("a type is told by the name's ending, whatever the browser says", () => {
  assert.equal(typeOf("Table.CSV", "application/vnd.ms-excel"), "text/csv");
  assert.equal(typeOf("photo.HEIC", ""), "image/heic");
  assert.equal(typeOf("noted", "Text/Plain"), "text/plain");
  assert.equal(typeOf("setup.exe", ""), "application/octet-stream");
  assert.equal(typeOf("a.constructor", ""), "application/octet-stream");
});

test("a list of types has a type as itself or by its family, and an empty one has all", () => {
  assert.ok(isAmong("image/png", []));
  assert.ok(isAmong("image/png", ["image/*"]));
  assert.ok(!isAmong("application/pdf", ["image/*"]));
  assert.deepEqual(endingsOf(["application/pdf", "image/jpeg"]), ["PDF", "JPG"]);
});

test("what could run is taken by nobody", () => {
  assert.ok(isTaken("text/csv"));
  assert.ok(!["application/octet-stream", "text/html", "image/svg+xml", "application/x-sh"].some(isTaken));
});

test("the page shows PDF, PNG and JPEG, and hands on everything else", () => {
  assert.ok(["application/pdf", "image/png", "image/jpeg"].every(isShown));
  assert.ok(!["image/svg+xml", "text/html", "image/tiff"].some(isShown));
});

test("a size is said as people say it", () => {
  assert.equal(size(999, "en"), "999 bytes");
  assert.equal(size(1_440_000, "de"), "1,4 MB");
  assert.equal(size(999_999, "en"), "1 MB");
  assert.equal(size(5_000_000_000, "es"), "5 GB");
});

test("what is not there whole is never a hundred per cent", () => {
  assert.equal(share(999_999, 1_000_000, "en"), "99%");
  assert.equal(share(5, 5, "en"), "100%");
  assert.equal(share(0, 0, "en"), "100%");
});
