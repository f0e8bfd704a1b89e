import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../src/api/refusal.ts";
import { faultsAt, type Field } from "../src/parts/form.ts";

const CODE = { label: () => "Code" } as unknown as Field;
const refusal = (code: string, ...faults: { field: string; code: string }[]): Refusal =>
  new Refusal(422, code, faults, null, null);

test("what a refusal finds wrong stands at the field it names", () => {
  assert.deepEqual(faultsAt(refusal("VALIDATION_FAILED", { field: "code", code: "CODE_WRONG" }), { code: CODE }), [
    [CODE, "CODE_WRONG"],
  ]);
});

test("a fault there are no words for asks for a change", () => {
  assert.deepEqual(faultsAt(refusal("VALIDATION_FAILED", { field: "code", code: "NEWER" }), { code: CODE }), [
    [CODE, "OTHER"],
  ]);
});

test("what is about no field of ours, or is another refusal, stands at none", () => {
  assert.deepEqual(faultsAt(refusal("VALIDATION_FAILED", { field: "toString", code: "OTHER" }), { code: CODE }), []);
  assert.deepEqual(faultsAt(refusal("NOT_ALLOWED", { field: "code", code: "OTHER" }), { code: CODE }), []);
  assert.deepEqual(faultsAt(new Error("no answer"), { code: CODE }), []);
});
