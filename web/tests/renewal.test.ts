import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { currentToken, endSession, keepSession } from "../src/session.ts";
import { renew } from "../src/signed/renewal.ts";

const SESSION = { accessToken: "first", refreshToken: "refresh", expiresIn: 900, tokenType: "Bearer" };

/** Answer every call with a renewed session, after doing what happens meanwhile. */
function answer(meanwhile: () => void): void {
  globalThis.fetch = async (): Promise<Response> => {
    meanwhile();
    return Response.json({ session: { ...SESSION, accessToken: "second" } });
  };
}

beforeEach(() => {
  const kept = new Map<string, string>();
  const shelf = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  };
  for (const name of ["sessionStorage", "localStorage"])
    Object.defineProperty(globalThis, name, { value: shelf, configurable: true });
  keepSession("team", SESSION);
});

test("a renewed session goes on", async () => {
  answer(() => undefined);
  assert.equal(await renew("team"), true);
  assert.deepEqual(currentToken("team"), { token: "second" });
});

test("who signs out while the session is renewed stays signed out", async () => {
  answer(() => endSession("team"));
  assert.equal(await renew("team"), false);
  assert.equal(currentToken("team"), null);
});
