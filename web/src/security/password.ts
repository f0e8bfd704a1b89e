/** Changing the password: the present one is proof, and the new one is judged as at activation. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { faultOf } from "../activate/password.ts";
import { h } from "../dom/build.ts";
import { faultsAt, field, form, passwordField, type FaultCode, type Field } from "../parts/form.ts";
import { newPasswordField } from "../parts/new-password.ts";
import { refusalNotice } from "../parts/notices.ts";
import { card } from "../parts/shell.ts";
import { keepSession } from "../session.ts";
import { challengeView } from "../signed/challenge.ts";
import type { Visit } from "../signed/entrance.ts";
import type { Changed, Holder } from "./view.ts";

/** Whether the call may have had its effect although no good answer came. */
const isUnsure = (fault: unknown): boolean => !(fault instanceof Refusal) || fault.status >= 500;

export function passwordCard(visit: Visit, holder: Holder, changed: Changed): HTMLElement {
  const { audience } = holder;
  const path = audience === "team" ? "/v1/password" : "/v1/portal/password";
  // For what keeps passwords: it must learn whose the new one is.
  const email = field({
    id: "email",
    label: (m) => m.activate.email,
    type: "email",
    autocomplete: "username",
    value: holder.email,
    readonly: true,
  });
  const current = passwordField({
    id: "current-password",
    label: (m) => m.security.current,
    autocomplete: "current-password",
  });
  const next = newPasswordField("new-password", (m) => m.security.next);
  let mayBeSet = false;

  const admit = (session: View<"SessionView">): void => {
    keepSession(audience, session);
    changed((m) => m.security.changed);
  };
  const change = async (): Promise<void> => {
    const body = { currentPassword: current.input.value, newPassword: next.input.value };
    try {
      const { session, challenge } = await call("post", path, { token: visit.token, body });
      if (session !== null) admit(session);
      else if (challenge !== null)
        challengeView(visit.page, challenge, {
          answered: admit,
          over: () => visit.leave((m) => m.security.changedSignIn),
          lead: (m) => m.security.changedCode,
        });
    } catch (fault) {
      // A change whose answer was lost has ended this session too.
      if (mayBeSet && fault instanceof Refusal && fault.status === 401)
        return visit.leave((m) => m.security.maybeChanged);
      mayBeSet ||= isUnsure(fault);
      throw fault;
    }
  };
  const entry = form(
    [email, current, next],
    { submit: (m) => m.security.change, submitting: (m) => m.security.working },
    async () => {
      const found: [Field, FaultCode][] = [];
      if (current.input.value === "") found.push([current, "PASSWORD_EMPTY"]);
      const fault = faultOf(next.input.value, holder.email);
      if (fault !== null) found.push([next, fault]);
      entry.faults(found);
      if (found.length > 0) return;
      await visit.attempt(change, (refused) => {
        const faults = faultsAt(refused, { currentPassword: current, newPassword: next });
        if (faults.length > 0) entry.faults(faults);
        else entry.tell(refusalNotice(refused));
      });
    },
  );
  return card(
    "password",
    (m) => m.security.password,
    h("p", { class: "card-lead" }, (m) => m.security.passwordLead),
    entry.element,
  );
}
