/**
 * Who is signed in, in this tab.
 *
 * Only the access token is kept, and only as long as the tab: the refresh token would outlive
 * the visit and no page needs it.
 */
import { keep, recall } from "./store.ts";

export type Audience = "client" | "team";

interface Kept {
  readonly token: string;
  /** Milliseconds since 1970 after which the token is worth nothing. */
  readonly until: number;
}

const FIRM = "portico.firm";
const GREETING = "portico.greeting";
const place = (audience: Audience): string => `portico.session.${audience}`;

/** The page of an audience, on our own origin. */
export const PAGE: Readonly<Record<Audience, string>> = { client: "/portal/", team: "/team/" };

export function keepSession(
  audience: Audience,
  session: { accessToken: string; expiresIn: number },
  now: number = Date.now(),
): void {
  const kept: Kept = { token: session.accessToken, until: now + session.expiresIn * 1000 };
  keep("tab", place(audience), JSON.stringify(kept));
}

/** The access token; null when nobody is signed in, "ended" when somebody was and time ran out. */
export function currentToken(audience: Audience, now: number = Date.now()): { token: string } | "ended" | null {
  const kept = readKept(recall("tab", place(audience)));
  if (kept === null) return null;
  return kept.until > now ? { token: kept.token } : "ended";
}

function readKept(stored: string | null): Kept | null {
  try {
    const { token, until } = JSON.parse(stored ?? "null") as Partial<Kept>;
    return typeof token === "string" && typeof until === "number" ? { token, until } : null;
  } catch {
    return null;
  }
}

export function endSession(audience: Audience): void {
  keep("tab", place(audience), null);
}

/** The firm last signed in to from this browser; "" when unknown. */
export function rememberedFirm(): string {
  return recall("browser", FIRM) ?? "";
}

export function rememberFirm(slug: string): void {
  keep("browser", FIRM, slug);
}

/** Have the next page greet someone who has just set their password. */
export function greetNext(): void {
  keep("tab", GREETING, "new");
}

/** Whether to greet; true once. */
export function takeGreeting(): boolean {
  const greet = recall("tab", GREETING) !== null;
  keep("tab", GREETING, null);
  return greet;
}
