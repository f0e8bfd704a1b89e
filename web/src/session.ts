/**
 * Who is signed in, in this tab.
 *
 * Only the access token is kept, and only as long as the tab: the refresh token would outlive
 * the visit and no page needs it.
 */
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

export function keepSession(audience: Audience, session: { accessToken: string; expiresIn: number }, now: number = Date.now()): void {
  const kept: Kept = { token: session.accessToken, until: now + session.expiresIn * 1000 };
  sessionStorage.setItem(place(audience), JSON.stringify(kept));
}

/** The access token; null when nobody is signed in, "ended" when somebody was and time ran out. */
export function currentToken(audience: Audience, now: number = Date.now()): { token: string } | "ended" | null {
  const stored = sessionStorage.getItem(place(audience));
  if (stored === null) return null;
  const kept = JSON.parse(stored) as Kept;
  return kept.until > now ? { token: kept.token } : "ended";
}

export function endSession(audience: Audience): void {
  sessionStorage.removeItem(place(audience));
}

/** The firm last signed in to from this browser; "" when unknown. */
export function rememberedFirm(): string {
  try {
    return localStorage.getItem(FIRM) ?? "";
  } catch {
    return "";
  }
}

export function rememberFirm(slug: string): void {
  try {
    localStorage.setItem(FIRM, slug);
  } catch {
    // Storage is shut: the firm is asked for again.
  }
}

/** Have the next page greet someone who has just set their password. */
export function greetNext(): void {
  sessionStorage.setItem(GREETING, "new");
}

/** Whether to greet; true once. */
export function takeGreeting(): boolean {
  const greet = sessionStorage.getItem(GREETING) !== null;
  sessionStorage.removeItem(GREETING);
  return greet;
}
