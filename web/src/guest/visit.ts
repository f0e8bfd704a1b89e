/** A visit by a link: the token, the pass, and the calls that take both. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import type { Page } from "../parts/shell.ts";
import { currentToken } from "../session.ts";
import { keepLink, keptLink, type Kind, type Opened } from "./keeping.ts";

export type Link = View<"GuestLinkView">;

/** What is given at the gates. */
export interface Answers {
  readonly code: string | null;
  readonly name: string | null;
  readonly email: string | null;
}

/** The headers of a call by whoever holds the link. */
export interface Credentials {
  readonly "Portico-Token": string;
  readonly "Portico-Pass": string;
}

const GATES: ReadonlySet<string> = new Set(["PASS_REQUIRED", "LOGIN_REQUIRED", "OTP_REQUIRED"]);
// What ends a link, for good or until the firm does something.
const ENDINGS: ReadonlySet<string> = new Set([
  "LINK_EXPIRED",
  "LINK_REVOKED",
  "LINK_SUPERSEDED",
  "LINK_EXHAUSTED",
  "LINK_COMPLETED",
  "LINK_SUSPENDED",
]);

/** Whether a fault says that the link itself opens nothing any more. */
export function endsLink(fault: unknown): fault is Refusal {
  return fault instanceof Refusal && ENDINGS.has(fault.code);
}

export class Visit {
  readonly page: Page;
  readonly kind: Kind;
  readonly token: string;
  #opened: Opened | null;
  #reopening: Promise<void> | null = null;
  /** Shows the gates over the page; settled when they are passed, or failed when the reader turns away. */
  #gates: (() => Promise<void>) | null = null;

  constructor(page: Page, kind: Kind, token: string) {
    this.page = page;
    this.kind = kind;
    this.token = token;
    const kept = keptLink(kind);
    this.#opened = kept?.token === token ? kept.opened : null;
    this.#keep();
  }

  /** What opening told; null before. */
  get opened(): Opened | null {
    return this.#opened;
  }

  hasPass(now: number = Date.now()): boolean {
    return this.#opened !== null && this.#opened.pass.until > now;
  }

  /** Look at the link; behind the gates it tells what it takes. Changes nothing, however often. */
  async look(): Promise<Link> {
    return await call("get", "/v1/guest/link", { headers: this.#brought() });
  }

  /** Pass the gates: a person's act. */
  async open(link: Link, { code, name, email }: Answers): Promise<void> {
    const headers = this.#brought();
    const session = currentToken("client");
    const told =
      link.gates.login && session !== null && session !== "ended"
        ? await call("post", "/v1/portal/links/open", { token: session.token, headers, body: { code } })
        : await call("post", "/v1/guest/link/open", { headers, body: { code, name, email } });
    this.#opened = {
      pass: { value: told.linkPass, until: Date.parse(told.expiresAt) },
      title: told.title,
      message: told.message,
      sender: told.sender,
    };
    this.#keep();
  }

  async askCode(): Promise<View<"CodeSentView">> {
    return await call("post", "/v1/guest/link/code", { headers: { "Portico-Token": this.token } });
  }

  async askRenewal(): Promise<View<"RenewalAskedView">> {
    return await call("post", "/v1/guest/link/renewal", { headers: { "Portico-Token": this.token } });
  }

  /** Who asks to pass the gates once more when half an hour is over. */
  reopenBy(gates: () => Promise<void>): void {
    this.#gates = gates;
  }

  /** Make a call behind the gates; when half an hour is over they are passed anew first, once for all who wait. */
  async ask<Answer>(deed: (headers: Credentials) => Promise<Answer>): Promise<Answer> {
    try {
      return await deed(this.#credentials());
    } catch (fault) {
      if (!(fault instanceof Refusal) || !GATES.has(fault.code)) throw fault;
      await this.#reopen(fault);
      return await deed(this.#credentials());
    }
  }

  /** Forget the link in this tab too. */
  forget(): void {
    keepLink(this.kind, null);
  }

  /** The token, and the pass of this visit as far as there is one. */
  #brought(): Pick<Credentials, "Portico-Token"> & Partial<Credentials> {
    const earlier = this.#opened === null ? {} : { "Portico-Pass": this.#opened.pass.value };
    return { "Portico-Token": this.token, ...earlier };
  }

  #credentials(): Credentials {
    return { "Portico-Token": this.token, "Portico-Pass": this.#opened?.pass.value ?? "" };
  }

  async #reopen(fault: Refusal): Promise<void> {
    const gates = this.#gates;
    if (gates === null) throw fault;
    this.#reopening ??= gates().finally(() => {
      this.#reopening = null;
    });
    await this.#reopening;
  }

  #keep(): void {
    keepLink(this.kind, { token: this.token, opened: this.#opened });
  }
}
