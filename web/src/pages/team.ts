/** The team's page: sign-in, and once in, the desk, with `?account=` one client's profile, or with `?view=security` one's sign-in. */
import { call } from "../api/client.ts";
import { adoptOwn, startLanguage } from "../i18n/language.ts";
import { openPage } from "../parts/shell.ts";
import { securityView } from "../security/view.ts";
import { PAGE } from "../session.ts";
import { enter, type Visit } from "../signed/entrance.ts";
import { placeOf } from "../signed/places.ts";
import { showDesk } from "../team/desk.ts";
import { showProfile } from "../team/profile.ts";

async function show(visit: Visit, focus: boolean): Promise<void> {
  const { account, view } = placeOf(location.search);
  const me = await call("get", "/v1/me", { token: visit.token });
  visit.page.brand(me.firm.name);
  if (view !== null)
    securityView(
      visit,
      { audience: "team", email: me.email, firm: me.firm.name, totp: me.totp, back: PAGE.team },
      focus,
    );
  else if (account === null) await showDesk(visit, me, focus);
  else await showProfile(visit, account, focus);
  adoptOwn(me.locale);
}

startLanguage();
enter(openPage(), { audience: "team", title: (m) => m.team.title, show });
