/** The client's page: sign-in, and once in, their home in one of their accounts or, with `?view=security`, their sign-in. */
import { call } from "../api/client.ts";
import { adoptOwn, startLanguage } from "../i18n/language.ts";
import { openPage } from "../parts/shell.ts";
import { showHome } from "../portal/home.ts";
import { securityView } from "../security/view.ts";
import { enter, type Visit } from "../signed/entrance.ts";
import { addressOf, placeOf } from "../signed/places.ts";

async function show(visit: Visit, focus: boolean): Promise<void> {
  const { account, view } = placeOf(location.search);
  const me = await call("get", "/v1/portal/me", { token: visit.token });
  visit.page.brand(me.firm.name);
  if (view === null) showHome(visit, me, account, focus);
  else {
    const back = addressOf("client", { account });
    securityView(visit, { audience: "client", email: me.email, firm: me.firm.name, totp: null, back }, focus);
  }
  adoptOwn(me.locale);
}

startLanguage();
enter(openPage(), { audience: "client", title: (m) => m.portal.title, show });
