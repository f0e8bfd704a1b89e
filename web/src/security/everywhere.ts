/** Signing out of every browser at once, this one included. */
import { call } from "../api/client.ts";
import { fill, h } from "../dom/build.ts";
import { deedButton } from "../parts/deed.ts";
import { refusalNotice } from "../parts/notices.ts";
import { card } from "../parts/shell.ts";
import { endSession, PAGE, type Audience } from "../session.ts";
import type { Visit } from "../signed/entrance.ts";

export function everywhereCard(visit: Visit, audience: Audience): HTMLElement {
  const told = h("div", { class: "told", role: "alert" });
  const path = audience === "team" ? "/v1/sessions/end" : "/v1/portal/sessions/end";
  const end = async (): Promise<void> => {
    await call("post", path, { token: visit.token });
    // Nothing is left to give back, and who signs in next starts at the beginning.
    endSession(audience);
    history.replaceState(history.state, "", PAGE[audience]);
    visit.leave((m) => m.security.everywhereDone);
  };
  return card(
    "everywhere",
    (m) => m.security.everywhere,
    h("p", { class: "card-lead" }, (m) => m.security.everywhereLead),
    told,
    h(
      "div",
      { class: "next" },
      deedButton(
        (m) => m.security.everywhere,
        () => visit.attempt(end, (fault) => fill(told, refusalNotice(fault))),
        true,
      ),
    ),
  );
}
