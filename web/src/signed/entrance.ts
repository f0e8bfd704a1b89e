/**
 * The way in to a signed-in page: the session at hand, or sign-in first.
 *
 * Whenever a call shows that the session is over, the page returns to sign-in and says so.
 */
import { Refusal } from "../api/refusal.ts";
import { h, ICON, icon, type Phrase } from "../dom/build.ts";
import { linkButton, notice, refusalCard, refusalCode, retryButton } from "../parts/notices.ts";
import { loading, type Page } from "../parts/shell.ts";
import { currentToken, type Audience } from "../session.ts";
import { giveBack, keepRenewing, renew } from "./renewal.ts";
import { signInView } from "./sign-in.ts";

/** A visit of somebody signed in. */
export interface Visit {
  readonly page: Page;
  /** The access token of this moment: a long visit sees several. */
  readonly token: string;
  /** End the visit and ask to sign in, saying why. */
  leave(words: Phrase): void;
  /** Do something that calls the API; true when it went well. A fault is shown by `otherwise`, the end of the session by sign-in. */
  attempt(deed: () => Promise<void>, otherwise: (fault: unknown) => void): Promise<boolean>;
}

export interface Entrance {
  readonly audience: Audience;
  readonly title: Phrase;
  /** Ask what the page needs and show it; its faults are shown whole-page with a retry. */
  readonly show: (visit: Visit, focus: boolean) => Promise<void>;
}

export function enter(page: Page, entrance: Entrance): void {
  // Back can bring a page as it was left, of somebody who has signed out since: it is asked for anew.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  const session = currentToken(entrance.audience);
  if (session === "ended") return void goOn(page, entrance);
  if (session === null) return askSignIn(page, entrance, null, false);
  void admit(page, entrance, session.token, false);
}

/** Go on with a session whose token ran out while nobody looked, if the server lets it. */
async function goOn(page: Page, entrance: Entrance): Promise<void> {
  const went = await renew(entrance.audience);
  const session = currentToken(entrance.audience);
  if (went && session !== null && session !== "ended") await admit(page, entrance, session.token, false);
  else leave(page, entrance, (m) => m.signIn.ended);
}

function askSignIn(page: Page, entrance: Entrance, words: Phrase | null, focus: boolean): void {
  page.actions();
  const told = words === null ? null : notice("wait", h("p", {}, words));
  signInView(page, entrance.audience, told, focus, (token) => void admit(page, entrance, token, true));
}

function leave(page: Page, entrance: Entrance, words: Phrase): void {
  giveBack(entrance.audience);
  askSignIn(page, entrance, words, true);
}

async function admit(page: Page, entrance: Entrance, token: string, focus: boolean): Promise<void> {
  const out = h(
    "button",
    { type: "button", class: "leave" },
    icon(ICON.leave, 18),
    h("span", {}, (m) => m.signOut),
  );
  out.addEventListener("click", () => leave(page, entrance, (m) => m.signIn.signedOut));
  page.actions(out);
  page.show(
    { title: entrance.title },
    loading((m) => m.loading),
  );
  keepRenewing(entrance.audience);
  const visit: Visit = {
    page,
    get token() {
      const session = currentToken(entrance.audience);
      return session === null || session === "ended" ? token : session.token;
    },
    leave(words) {
      leave(page, entrance, words);
    },
    async attempt(deed, otherwise) {
      try {
        await deed();
        return true;
      } catch (fault) {
        if (fault instanceof Refusal && fault.status === 401) leave(page, entrance, (m) => m.signIn.ended);
        else otherwise(fault);
        return false;
      }
    },
  };
  await visit.attempt(
    () => entrance.show(visit, focus),
    (fault) => {
      const code = refusalCode(fault);
      page.show(
        { title: (m) => m.refusals[code].title, focus: true },
        refusalCard(
          code,
          fault,
          retryButton(() => void admit(page, entrance, token, true)),
          linkButton(location.pathname, (m) => m.back, true),
        ),
      );
    },
  );
}
