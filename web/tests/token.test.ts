import assert from "node:assert/strict";
import { test } from "node:test";
import { takeToken } from "../src/activate/token.ts";

class History {
  readonly state = null;
  readonly replaced: string[] = [];
  replaceState(_state: unknown, _unused: string, url: string): void {
    this.replaced.push(url);
  }
}

const at = (hash: string) => ({ hash, pathname: "/activate/", search: "?lang=de" });
const TOKEN = "aW52aXRhdGlvbg.0-_~Az=9";

test("the token is read and the address keeps everything but it", () => {
  const history = new History();
  assert.equal(takeToken(at(`#${TOKEN}`), history), TOKEN);
  assert.deepEqual(history.replaced, ["/activate/?lang=de"]);
});

test("an address without a fragment has no token and is left alone", () => {
  const history = new History();
  assert.equal(takeToken(at(""), history), null);
  assert.deepEqual(history.replaced, []);
});

test("what a mail program escaped or padded is read all the same", () => {
  assert.equal(takeToken(at(`#${TOKEN.replace("=", "%3D")}%20`), new History()), TOKEN);
});

for (const damaged of ["#short", "#%E0%A4%A", `#${TOKEN}<b>`, `#${TOKEN}\u00e9`, `#${"a".repeat(600)}`])
  test(`a damaged token is no token, and is taken out of the address: ${damaged.slice(0, 24)}`, () => {
    const history = new History();
    assert.equal(takeToken(at(damaged), history), "");
    assert.equal(history.replaced.length, 1);
  });
