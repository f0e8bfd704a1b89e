/** The team's page: sign-in, and once in, the desk or, with `?account=`, one client's profile. */
import { call } from "../api/client.ts";
import { adoptOwn, startLanguage } from "../i18n/language.ts";
import { openPage } from "../parts/shell.ts";
import { enter, type Visit } from "../signed/entrance.ts";
import { showDesk } from "../team/desk.ts";
import { showProfile } from "../team/profile.ts";

async function show(visit: Visit, focus: boolean): Promise<void> {
  const account = new URLSearchParams(location.search).get("account");
  const me = await call("get", "/v1/me", { token: visit.token });
  visit.page.brand(me.firm.name);
  if (account === null) await showDesk(visit, me, focus);
  else await showProfile(visit, account, focus);
  adoptOwn(me.locale);
}

startLanguage();
enter(openPage(), { audience: "team", title: (m) => m.team.title, show });
