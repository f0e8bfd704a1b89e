import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf, lengthOf } from "../src/activate/password.ts";

const EMAIL = "Maria@Keller.example";

for (const [password, fault] of [
  ["", "PASSWORD_EMPTY"],
  ["elevenchars", "PASSWORD_TOO_SHORT"],
  ["twelve chars", null],
  ["x".repeat(128), null],
  ["x".repeat(129), "PASSWORD_TOO_LONG"],
  [" maria@keller.EXAMPLE ", "PASSWORD_IS_EMAIL"],
] as const)
  test(`"${password.slice(0, 24)}" (${String(password.length)}) is judged ${fault ?? "fit"}`, () => {
    assert.equal(faultOf(password, EMAIL), fault);
  });

test("length is counted in characters, as the server counts it", () => {
  assert.equal(lengthOf("🗝️"), 2);
  assert.equal(faultOf("🔑".repeat(11), EMAIL), "PASSWORD_TOO_SHORT");
  assert.equal(faultOf("🔑".repeat(12), EMAIL), null);
});
