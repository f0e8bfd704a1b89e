import assert from "node:assert/strict";
import { test } from "node:test";
import { choose } from "../src/portal/choice.ts";

const FIRST = { id: "acc_1", name: "Lindqvist" };
const SECOND = { id: "acc_2", name: "Lindqvist & Sons" };

test("one is in the account asked for, else in the first", () => {
  assert.equal(choose("acc_2", [], [FIRST, SECOND]).current, SECOND);
  assert.equal(choose(null, [], [FIRST, SECOND]).current, FIRST);
  assert.equal(choose(null, [], []).current, null);
});

test("an account asked for that isn't open is refused, and one is in another", () => {
  const choice = choose("acc_3", [], [FIRST]);
  assert.equal(choice.isRefused, true);
  assert.equal(choice.current, FIRST);
  assert.equal(choose(null, [], []).isRefused, false);
});

test("what was open at the last look and no longer is gone by name; what is new is not", () => {
  assert.deepEqual(choose("acc_1", [FIRST, SECOND], [FIRST]).gone, ["Lindqvist & Sons"]);
  assert.deepEqual(choose("acc_1", [FIRST], [FIRST, SECOND]).gone, []);
  assert.deepEqual(choose(null, [FIRST], []).gone, ["Lindqvist"]);
});
