/** Places on a signed-in page. They stand in its address, so a reload keeps them and Back returns to them. */
import { PAGE, type Audience } from "../session.ts";

export interface Place {
  /** The account one is in; null where it is left open. */
  readonly account: string | null;
  readonly view: "security" | null;
}

/** The place the address names. */
export function placeOf(search: string): Place {
  const asked = new URLSearchParams(search);
  return { account: asked.get("account"), view: asked.get("view") === "security" ? "security" : null };
}

/** The address of a place. */
export function addressOf(audience: Audience, { account = null, view = null }: Partial<Place>): string {
  const query = new URLSearchParams();
  if (account !== null) query.set("account", account);
  if (view !== null) query.set("view", view);
  return query.size === 0 ? PAGE[audience] : `${PAGE[audience]}?${query.toString()}`;
}
