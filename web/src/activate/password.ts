/** What a password must be, as the server will judge it, said before it is sent. */
import type { FaultCode } from "../parts/form.ts";

export const SHORTEST = 12;
export const LONGEST = 128;

/** Length in characters as a reader counts them, not in UTF-16 units. */
export function lengthOf(password: string): number {
  return Array.from(password).length;
}

/** What is wrong with a password; null when the server alone can tell (whether it is known to attackers). */
export function faultOf(password: string, email: string): FaultCode | null {
  const length = lengthOf(password);
  if (length === 0) return "PASSWORD_EMPTY";
  if (length < SHORTEST) return "PASSWORD_TOO_SHORT";
  if (length > LONGEST) return "PASSWORD_TOO_LONG";
  if (password.trim().toLowerCase() === email.trim().toLowerCase()) return "PASSWORD_IS_EMAIL";
  return null;
}
