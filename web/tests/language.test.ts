import assert from "node:assert/strict";
import { test } from "node:test";
import { CATALOGUES, choose, LANGUAGES, spoken } from "../src/i18n/language.ts";

// Days are told apart in one zone, wherever the test runs.
process.env["TZ"] = "UTC";

type Branch = { readonly [key: string]: unknown };

/** Every text by its path; functions are said with parts that show whether each is used. */
function texts(branch: Branch, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(branch)) {
    const at = `${path}.${key}`;
    if (typeof value === "string") found.set(at, value);
    else if (typeof value === "function")
      found.set(at, String((value as (...parts: unknown[]) => string)(...partsOf(key))));
    else for (const [deeper, text] of texts(value as Branch, at)) found.set(deeper, text);
  }
  return found;
}

const INSTANT = "2026-12-22T16:30:00Z";

function partsOf(key: string): unknown[] {
  if (["accountNames", "types", "zipSkipped"].includes(key)) return [["Ada", "Grace"]];
  if (["minute", "day", "invitedUntil", "invitedExpired", "lastLogin"].includes(key)) return [INSTANT];
  if (key === "madeLead") return [INSTANT, "Ada", "Grace"];
  if (key.startsWith("meter") || ["unread", "count", "left", "codeAgainIn", "shutFor"].includes(key)) return [7];
  if (["size", "largest", "inAll", "page", "fetching", "zipMaking", "hashing", "sending"].includes(key)) return [7, 9];
  return ["Ada", "Grace", "Barbara"];
}

const english = texts(CATALOGUES.en);

for (const language of LANGUAGES)
  test(`${language} says everything, and nothing is left empty or unspoken`, () => {
    const spokenTexts = texts(CATALOGUES[language]);
    assert.deepEqual([...spokenTexts.keys()], [...english.keys()]);
    for (const [path, text] of spokenTexts) {
      assert.ok(text.trim().length > 0, path);
      assert.doesNotMatch(text, /undefined|\[object|NaN|Invalid/, path);
    }
  });

for (const language of ["es", "de"] as const)
  test(`${language} has its own words where English has a sentence`, () => {
    const own = texts(CATALOGUES[language]);
    const borrowed = [...english].filter(([path, text]) => text.split(" ").length > 2 && own.get(path) === text);
    assert.deepEqual(borrowed, []);
  });

test("a part given to a text is in it, in every language", () => {
  for (const catalogue of Object.values(CATALOGUES)) {
    assert.match(catalogue.activate.headingClient("Ada & Co"), /Ada & Co/);
    assert.match(catalogue.activate.leadTeam("Grace"), /Grace/);
    assert.match(catalogue.team.notices.client_signed_up("Ada"), /Ada/);
    assert.match(catalogue.account.invitedUntil(INSTANT), /2026/);
    assert.match(catalogue.team.unread(3), /3/);
  }
});

test("a date is written as its language writes it", () => {
  assert.match(CATALOGUES.en.day(INSTANT), /December 22, 2026/);
  assert.match(CATALOGUES.es.day(INSTANT), /22 de diciembre de 2026/);
  assert.match(CATALOGUES.de.day(INSTANT), /22\. Dezember 2026/);
});

test("the first wish we speak is granted, and English where there is none", () => {
  assert.equal(choose(null, "fr-FR", "es-MX", "de"), "es");
  assert.equal(choose("pt", undefined, ""), "en");
  assert.equal(spoken("DE_at"), "de");
  assert.equal(spoken("deutsch"), null);
});
