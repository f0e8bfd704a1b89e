import assert from "node:assert/strict";
import { test } from "node:test";
import { initials } from "../src/parts/initials.ts";

for (const [name, letters] of [
  ["Maria Keller", "MK"],
  ["Keller & Sons LLC", "KL"],
  ["ångström", "Å"],
  ["李 小龙", "李小"],
  ["&", "·"],
  ["", "·"],
] as const)
  test(`"${name}" is shortened to ${letters}`, () => assert.equal(initials(name), letters));
