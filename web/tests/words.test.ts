import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { en } from "../src/i18n/en.ts";

const committed = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

test("the feed has words for every event there is, and for no other", () => {
  const named = [...committed("events.md").matchAll(/^\| \[`([a-z_]+\.[a-z_]+)`\]/gm)].map(([, name]) => name);
  assert.ok(named.length > 0);
  assert.deepEqual(Object.keys(en.team.actions).sort(), named.sort());
});

interface Document {
  readonly paths: Record<
    string,
    Record<string, { readonly responses: Record<string, { readonly description: string }> }>
  >;
}

// Answered by more than words of their own: by sign-in, by the fields, or as a failure of ours.
const ELSEWHERE = ["UNAUTHENTICATED", "VALIDATION_FAILED", "MALFORMED", "INTERNAL"];

test("there are words for every refusal of the calls that the pages make", () => {
  const { paths } = JSON.parse(committed("openapi.json")) as Document;
  const responsesOf = (path: string, verb: string): Record<string, { readonly description: string }> => {
    const operation = paths[path]?.[verb];
    assert.ok(operation, `no ${verb} ${path}`);
    return operation.responses;
  };
  const calls = [
    ["/v1/public/invitation", "get"],
    ["/v1/public/invitation/accept", "post"],
    ["/v1/public/sessions", "post"],
    ["/v1/public/sessions/totp", "post"],
    ["/v1/public/password-resets", "post"],
    ["/v1/public/password-reset", "get"],
    ["/v1/public/password-reset/confirm", "post"],
    ["/v1/password", "post"],
    ["/v1/portal/password", "post"],
    ["/v1/sessions/end", "post"],
    ["/v1/portal/sessions/end", "post"],
    ["/v1/totp", "post"],
    ["/v1/totp/confirm", "post"],
    ["/v1/totp/remove", "post"],
    ["/v1/portal/me", "get"],
    ["/v1/me", "get"],
    ["/v1/firm", "get"],
    ["/v1/firm/ownership-offer", "delete"],
    ["/v1/firm/ownership-offer/accept", "post"],
    ["/v1/firm/ownership-offer/decline", "post"],
    ["/v1/inbox", "get"],
    ["/v1/inbox/{itemId}/state", "put"],
    ["/v1/activity", "get"],
    ["/v1/accounts/{accountId}", "get"],
    ["/v1/accounts/{accountId}/ties", "get"],
    ["/v1/guest/link", "get"],
    ["/v1/guest/link/open", "post"],
    ["/v1/guest/link/code", "post"],
    ["/v1/guest/link/renewal", "post"],
    ["/v1/portal/links/open", "post"],
    ["/v1/guest/documents", "get"],
    ["/v1/guest/documents/{documentId}/download", "post"],
    ["/v1/guest/uploads", "get"],
    ["/v1/guest/uploads", "post"],
    ["/v1/guest/uploads/{uploadId}", "get"],
    ["/v1/guest/uploads/{uploadId}", "delete"],
    ["/v1/guest/uploads/{uploadId}/address", "post"],
    ["/v1/guest/uploads/{uploadId}/parts", "post"],
    ["/v1/guest/uploads/{uploadId}/complete", "post"],
    ["/v1/guest/uploads/done", "post"],
    ["/v1/guest/zips", "post"],
    ["/v1/guest/zips/{zipId}", "get"],
    ["/v1/guest/zips/{zipId}/download", "post"],
  ] as const;
  const codes = calls.flatMap(([path, verb]) =>
    Object.values(responsesOf(path, verb)).flatMap(
      ({ description }) => description.match(/\b[A-Z]+_?[A-Z_]{4,}\b/g) ?? [],
    ),
  );
  assert.ok(codes.includes("INVITATION_EXPIRED"));
  const spoken = new Set([...Object.keys(en.refusals), ...ELSEWHERE]);
  assert.deepEqual(
    codes.filter((code) => !spoken.has(code)),
    [],
  );
});
