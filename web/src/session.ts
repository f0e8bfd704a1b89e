/**
 * Who is signed in, in this tab.
 *
 * The tokens are kept as long as the tab and no longer. The refresh token lets a visit go on past the quarter hour of
 * an access token; signing out takes it back from the server too.
 */
import { keep, recall } from "./store.ts";

export type Audience = "client" | "team";

interface Kept {
  readonly token: string;
  /** Milliseconds since 1970 after which the token is worth nothing. */
  readonly until: number;
  /** What renews the session; null where none was given. */
  readonly renewal: string | null;
}

const FIRM = "portico.firm";
const GREETING = "portico.greeting";
const ACCOUNTS = "portico.accounts";
const place = (audience: Audience): string => `portico.session.${audience}`;

/** The page of an audience, on our own origin. */
export const PAGE: Readonly<Record<Audience, string>> = { client: "/portal/", team: "/team/" };

export function keepSession(
  audience: Audience,
  session: { accessToken: string; expiresIn: number; refreshToken?: string },
  now: number = Date.now(),
): void {
  const kept: Kept = {
    token: session.accessToken,
    until: now + session.expiresIn * 1000,
    renewal: session.refreshToken ?? null,
  };
  keep("tab", place(audience), JSON.stringify(kept));
}

/** The access token; null when nobody is signed in, "ended" when somebody was and time ran out. */
export function currentToken(audience: Audience, now: number = Date.now()): { token: string } | "ended" | null {
  const kept = readKept(recall("tab", place(audience)));
  if (kept === null) return null;
  return kept.until > now ? { token: kept.token } : "ended";
}

/** What renews the session, and in how many milliseconds that is due; null where nothing does. */
export function renewalOf(audience: Audience, now: number = Date.now()): { token: string; dueIn: number } | null {
  const kept = readKept(recall("tab", place(audience)));
  if (kept === null || kept.renewal === null) return null;
  return { token: kept.renewal, dueIn: Math.max(0, kept.until - now - 60_000) };
}

function readKept(stored: string | null): Kept | null {
  try {
    const { token, until, renewal } = JSON.parse(stored ?? "null") as Partial<Kept>;
    if (typeof token !== "string" || typeof until !== "number") return null;
    return { token, until, renewal: typeof renewal === "string" ? renewal : null };
  } catch {
    return null;
  }
}

export function endSession(audience: Audience): void {
  keep("tab", place(audience), null);
  if (audience === "client") keep("tab", ACCOUNTS, null);
}

/** Something by id and name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The accounts last seen open to the client in this tab: what is missing later was taken away. */
export function rememberedAccounts(): readonly Named[] {
  try {
    const kept: unknown = JSON.parse(recall("tab", ACCOUNTS) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isNamed) : [];
  } catch {
    return [];
  }
}

function isNamed(value: unknown): value is Named {
  const { id, name } = (typeof value === "object" && value !== null ? value : {}) as Partial<Named>;
  return typeof id === "string" && typeof name === "string";
}

export function rememberAccounts(accounts: readonly Named[]): void {
  keep("tab", ACCOUNTS, JSON.stringify(accounts.map(({ id, name }) => ({ id, name }))));
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
