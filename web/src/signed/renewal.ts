/** A session that goes on by itself, and one that is given back. */
import { call } from "../api/client.ts";
import { endSession, keepSession, rememberedFirm, renewalOf, type Audience } from "../session.ts";

/** Renew the session; false when it is over for good. One that can't be reached now is left as it is. */
export async function renew(audience: Audience): Promise<boolean> {
  const renewal = renewalOf(audience);
  if (renewal === null) return false;
  try {
    const body = { audience, firm: rememberedFirm(), refreshToken: renewal.token };
    const { session } = await call("post", "/v1/public/sessions/refresh", { body });
    // Who signed out while the answer was on its way stays signed out.
    if (renewalOf(audience)?.token !== renewal.token) return false;
    keepSession(audience, session);
    return true;
  } catch {
    return false;
  }
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Renew the session a minute before its token runs out, for as long as this page is open. */
export function keepRenewing(audience: Audience): void {
  // Whoever signs in again, or retries, finds the wait of before: there is one at a time.
  clearTimeout(waiting);
  const renewal = renewalOf(audience);
  if (renewal === null) return;
  waiting = setTimeout(() => {
    void renew(audience).then((went) => {
      if (went) keepRenewing(audience);
    });
  }, renewal.dueIn);
}

/** Sign out: the tab forgets the session at once, and the server renews it no more. */
export function giveBack(audience: Audience): void {
  const renewal = renewalOf(audience);
  const firm = rememberedFirm();
  endSession(audience);
  if (renewal === null || firm === "") return;
  const body = { audience, firm, refreshToken: renewal.token };
  // Whether the server hears it changes nothing for who has left.
  void call("post", "/v1/public/sessions/revoke", { body }).catch(() => undefined);
}
