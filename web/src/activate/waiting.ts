/** Patience with an activation that another call has begun. */
import { Refusal } from "../api/refusal.ts";

// A claim on an activation lapses after a minute and may then be taken anew.
const PATIENCE_S = 90;
const PAUSE_S = 3;
// What another call has begun: an activation, or the setting of a new password.
const WAITED_FOR: ReadonlySet<string> = new Set(["ACTIVATION_IN_PROGRESS", "PASSWORD_RESET_IN_PROGRESS"]);

/**
 * Make a call again for as long as it answers that an activation is under way.
 *
 * Waits as the server asks, and tells `waiting` before each pause. After a minute and a half
 * the refusal is passed on; every other one is at once.
 */
export async function whileInProgress<Answer>(
  attempt: () => Promise<Answer>,
  waiting: () => void,
  pause: (seconds: number) => Promise<void> = (seconds) => new Promise((wake) => setTimeout(wake, seconds * 1000)),
): Promise<Answer> {
  let waited = 0;
  for (;;) {
    try {
      return await attempt();
    } catch (fault) {
      if (!(fault instanceof Refusal) || !WAITED_FOR.has(fault.code)) throw fault;
      const seconds = Math.max(1, fault.retryAfter ?? PAUSE_S);
      if (waited + seconds > PATIENCE_S) throw fault;
      waiting();
      waited += seconds;
      await pause(seconds);
    }
  }
}
