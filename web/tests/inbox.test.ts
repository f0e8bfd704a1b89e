import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { de } from "../src/i18n/de.ts";
import { en } from "../src/i18n/en.ts";
import { es } from "../src/i18n/es.ts";
import { titleOf } from "../src/team/told.ts";

type Item = Parameters<typeof titleOf>[0];

const kinds = [
  ...readFileSync(new URL("../../functions/notifications/model/inbox.py", import.meta.url), "utf8").matchAll(
    /^ {4}[A-Z_]+ = "([a-z_]+\.[a-z_]+)"$/gm,
  ),
].map(([, kind]) => kind ?? "");

const told = (code: string, count = 1): Item => {
  const params = { client: "Jane", document: "w2.pdf", title: "Return", recipient: "bank@x.example" };
  return { kind: code, title: { code, params }, count } as unknown as Item;
};

test("every kind of notice has words of its own in every language", () => {
  assert.ok(kinds.length > 20);
  for (const messages of [en, de, es])
    for (const kind of kinds) assert.notEqual(titleOf(told(kind))(messages), messages.team.notices.other, kind);
});

test("what is told together says how many", () => {
  assert.equal(titleOf(told("document.uploaded"))(en), "Jane has uploaded a file");
  assert.equal(titleOf(told("document.uploaded", 3))(en), "Jane has uploaded 3 files");
  assert.equal(titleOf(told("link.opened", 2))(de), "2 Empfänger haben „Return“ geöffnet");
});
