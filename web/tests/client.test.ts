import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { call } from "../src/api/client.ts";
import { Refusal, Unreachable } from "../src/api/refusal.ts";

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

const real = globalThis.fetch;
let sent: Sent[];
let answer: () => Response;

beforeEach(() => {
  sent = [];
  globalThis.fetch = (url, init) => {
    sent.push({ url: String(url), init: init ?? {} });
    return Promise.resolve(answer());
  };
});
afterEach(() => {
  globalThis.fetch = real;
});

const only = (): Sent => {
  const [first, ...others] = sent;
  assert.ok(first !== undefined && others.length === 0);
  return first;
};
const headers = (): Headers => new Headers(only().init.headers);

test("a read is sent to the page's own origin, without cookies, past every cache", async () => {
  answer = () => Response.json({ items: [], nextCursor: null });
  await call("get", "/v1/accounts/{accountId}/ties", {
    token: "t",
    path: { accountId: "a/../b" },
    query: { cursor: "c d" },
  });

  assert.equal(only().url, "/v1/accounts/a%2F..%2Fb/ties?cursor=c+d");
  assert.equal(only().init.credentials, "omit");
  assert.equal(only().init.cache, "no-store");
  assert.equal(headers().get("Authorization"), "Bearer t");
  assert.equal(headers().get("Portico-Client-Time"), null);
});

test("a write carries its body, its key and the caller's clock", async () => {
  answer = () => Response.json({}, { status: 201 });
  await call("post", "/v1/public/invitation/accept", {
    headers: { "Portico-Token": "token", "Idempotency-Key": "key" },
    body: { password: "lantern over quiet harbour" },
  });

  assert.equal(only().init.body, '{"password":"lantern over quiet harbour"}');
  assert.equal(headers().get("Portico-Token"), "token");
  assert.equal(headers().get("Idempotency-Key"), "key");
  assert.equal(headers().get("Authorization"), null);
  assert.ok(Math.abs(Date.parse(headers().get("Portico-Client-Time") ?? "") - Date.now()) < 60_000);
});

test("a refusal is told by its code, whoever spoke it", async () => {
  answer = () => Response.json({ code: "INVITATION_EXPIRED" }, { status: 410 });
  await assert.rejects(
    call("get", "/v1/me", { token: "t" }),
    (fault) => fault instanceof Refusal && fault.code === "INVITATION_EXPIRED",
  );
  answer = () => new Response("<html>Bad gateway</html>", { status: 502 });
  await assert.rejects(
    call("get", "/v1/me", { token: "t" }),
    (fault) => fault instanceof Refusal && fault.code === "UNAVAILABLE",
  );
});

test("no answer, and one cut short, are unreachable", async () => {
  answer = () => {
    throw new TypeError("network");
  };
  await assert.rejects(call("get", "/v1/me", { token: "t" }), Unreachable);
  answer = () => new Response('{"id": "mem_');
  await assert.rejects(call("get", "/v1/me", { token: "t" }), Unreachable);
});

test("a call that the API doesn't have is a type error", () => {
  const never = (): void => {
    // @ts-expect-error no such path
    void call("get", "/v1/nowhere", {});
    // @ts-expect-error a path that has no such method
    void call("post", "/v1/me", {});
    // @ts-expect-error the account is missing
    void call("get", "/v1/accounts/{accountId}", { token: "t" });
    // @ts-expect-error the link's token is missing
    void call("get", "/v1/public/invitation", {});
    // @ts-expect-error a state that is none
    void call("put", "/v1/inbox/{itemId}/state", { path: { itemId: "i" }, body: { state: "seen" } });
    // @ts-expect-error a query the route doesn't take
    void call("get", "/v1/inbox", { query: { colour: "blue" } });
    // @ts-expect-error a read has no body
    void call("get", "/v1/me", { body: {} });
  };
  assert.equal(typeof never, "function");
});
