import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, placeOf } from "../src/signed/places.ts";

test("a place is found again by its address", () => {
  for (const place of [
    { account: null, view: null },
    { account: "acc_1", view: null },
    { account: "acc_<&=", view: "security" },
  ] as const)
    assert.deepEqual(placeOf(new URL(addressOf("client", place), "https://portal.example").search), place);
});

test("the address of an audience's own page names nothing", () => {
  assert.equal(addressOf("team", {}), "/team/");
});

test("a view there is none of is the home", () => {
  assert.equal(placeOf("?view=elsewhere").view, null);
});
