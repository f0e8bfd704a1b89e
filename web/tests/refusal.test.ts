import assert from "node:assert/strict";
import { test } from "node:test";
import { readRefusal, Refusal, Unreachable } from "../src/api/refusal.ts";
import { whileInProgress } from "../src/activate/waiting.ts";

test("a problem is read with its code, faults, pause and reference", () => {
  const body = {
    code: "VALIDATION_FAILED",
    errors: [{ field: "password", code: "PASSWORD_BREACHED", message: "…" }, 7],
    correlationId: "c-1",
  };
  const refusal = readRefusal(422, new Headers({ "Retry-After": "5" }), body);
  assert.equal(refusal.code, "VALIDATION_FAILED");
  assert.deepEqual(refusal.faults, [{ field: "password", code: "PASSWORD_BREACHED" }]);
  assert.equal(refusal.retryAfter, 5);
  assert.equal(refusal.correlationId, "c-1");
});

for (const [status, code] of [
  [401, "UNAUTHENTICATED"],
  [403, "NOT_ALLOWED"],
  [404, "NOT_FOUND"],
  [429, "TOO_MANY_REQUESTS"],
  [502, "UNAVAILABLE"],
] as const)
  test(`what refuses with ${String(status)} before the API is called ${code}`, () => {
    assert.equal(readRefusal(status, new Headers(), { message: "Unauthorized" }).code, code);
    assert.equal(readRefusal(status, new Headers(), null).code, code);
  });

const inProgress = (seconds: number | null): Refusal => new Refusal(409, "ACTIVATION_IN_PROGRESS", [], seconds, null);

test("an activation under way is asked about again, at the pace the server asks for", async () => {
  const answers = [inProgress(2), inProgress(null), "in"];
  const pauses: number[] = [];
  let told = 0;
  const answer = await whileInProgress(
    () => {
      const next = answers.shift();
      return next instanceof Refusal ? Promise.reject(next) : Promise.resolve(next);
    },
    () => {
      told += 1;
    },
    (seconds) => {
      pauses.push(seconds);
      return Promise.resolve();
    },
  );
  assert.equal(answer, "in");
  assert.deepEqual(pauses, [2, 3]);
  assert.equal(told, 2);
});

test("patience with an activation outlasts its lease of a minute, and ends", async () => {
  let waited = 0;
  await assert.rejects(
    whileInProgress(
      () => Promise.reject(inProgress(5)),
      () => undefined,
      (seconds) => {
        waited += seconds;
        return Promise.resolve();
      },
    ),
    (fault) => fault instanceof Refusal && fault.code === "ACTIVATION_IN_PROGRESS",
  );
  assert.ok(waited > 60 && waited <= 90, `waited ${String(waited)} s`);
});

for (const fault of [new Refusal(410, "INVITATION_EXPIRED", [], null, null), new Unreachable(null)])
  test(`${fault.message} is passed on at once`, async () => {
    let tries = 0;
    await assert.rejects(
      whileInProgress(
        () => {
          tries += 1;
          return Promise.reject(fault);
        },
        () => assert.fail("nothing is awaited"),
      ),
      fault,
    );
    assert.equal(tries, 1);
  });
