/**
 * The gates of a link: sign-in, a code, a name, and the button that opens it.
 *
 * Everything asked for is asked in one place, and only what is asked. Nothing happens before the person presses.
 */
import { Refusal } from "../api/refusal.ts";
import { fill, h, ICON, icon, say, type Child } from "../dom/build.ts";
import { faultsAt, field, form, type FaultCode, type Field, type Form } from "../parts/form.ts";
import { notice, refusalNotice } from "../parts/notices.ts";
import { currentToken, rememberFirm } from "../session.ts";
import { codeField, isCode } from "../signed/challenge.ts";
import { signInView } from "../signed/sign-in.ts";
import { linkRefusalCode } from "./endings.ts";
import { endsLink, type Link, type Visit } from "./visit.ts";

/** Where the gates lead. */
export interface Ways {
  passed(): void;
  /** The link opens nothing any more. */
  ended(fault: Refusal): void;
  /** Show the gates again, after the page was used for sign-in. */
  back(): void;
}

/** Whether somebody must sign in before anything else is asked. */
const mustSignIn = (link: Link): boolean => {
  const session = currentToken("client");
  return link.gates.login && (session === null || session === "ended");
};

/** The gates as part of a page, or of a dialogue over it. */
export function gate(visit: Visit, link: Link, ways: Ways): HTMLElement {
  return mustSignIn(link) ? loginGate(visit, link, ways, null) : openingGate(visit, link, ways);
}

function signIn(visit: Visit, link: Link, ways: Ways): void {
  rememberFirm(link.firm.slug);
  signInView(visit.page, "client", null, true, () => ways.back(), { isAlone: true });
}

function loginGate(visit: Visit, link: Link, ways: Ways, told: HTMLElement | null): HTMLElement {
  const button = h("button", { type: "button", class: "button wide" }, (m) => m.link.login);
  button.addEventListener("click", () => signIn(visit, link, ways));
  return h(
    "div",
    { class: "gate" },
    h("h2", { id: "deed" }, (m) => m.link.loginTitle),
    told,
    h("p", {}, (m) => m.link.loginLead(link.sentTo ?? "")),
    button,
  );
}

function openingGate(visit: Visit, link: Link, ways: Ways): HTMLElement {
  const { gates } = link;
  const fields: Field[] = [];
  const code = gates.code ? codeField({ hint: (m) => m.link.codeHint, label: (m) => m.link.code }) : null;
  const name = gates.name ? field({ id: "name", label: (m) => m.link.name, type: "text", autocomplete: "name" }) : null;
  const email = gates.email
    ? field({ id: "email", label: (m) => m.link.email, type: "email", autocomplete: "email" })
    : null;
  for (const each of [name, email, code]) if (each !== null) fields.push(each);

  const opening: Form = form(
    fields,
    {
      submit: (m) => (visit.kind === "share" ? m.link.openShare : m.link.openUpload),
      submitting: (m) => m.link.opening,
    },
    async () => {
      const found = faultsOf(code, name, email);
      opening.faults(found);
      if (found.length > 0) return;
      try {
        await visit.open(link, {
          code: code?.input.value.trim() ?? null,
          name: name?.input.value.trim() ?? null,
          email: email?.input.value.trim() ?? null,
        });
      } catch (fault) {
        return refused(fault);
      }
      ways.passed();
    },
  );
  const place = h("div", { class: "gate" });
  const refused = (fault: unknown): void => {
    const at = faultsAt(fault, { ...(code && { code }), ...(name && { name }), ...(email && { email }) });
    if (code !== null) code.input.value = "";
    if (endsLink(fault)) ways.ended(fault);
    else if (fault instanceof Refusal && fault.code === "LOGIN_REQUIRED") fill(place, otherLogin(visit, link, ways));
    else if (fault instanceof Refusal && fault.code === "UNAUTHENTICATED")
      fill(place, loginGate(visit, link, ways, null));
    else if (fault instanceof Refusal && fault.code === "OTP_WRONG" && code !== null)
      opening.faults([[code, "LINK_CODE_WRONG"]]);
    else if (at.length > 0) opening.faults(at);
    else opening.tell(told(fault));
  };
  fill(
    place,
    h("h2", { id: "deed" }, (m) =>
      code !== null ? m.link.codeTitle : fields.length > 0 ? m.link.whoTitle : m.link.openTitle,
    ),
    code === null && fields.length > 0 ? h("p", { class: "hint" }, (m) => m.link.whoLead) : null,
    code === null ? null : codeSender(visit, link, code, opening, ways),
    opening.element,
    h(
      "p",
      { class: "aside" },
      icon(ICON.alert, 18),
      h("span", {}, (m) => m.link.nothingYet),
    ),
  );
  return place;
}

/** Signed in, but as somebody else. */
function otherLogin(visit: Visit, link: Link, ways: Ways): HTMLElement {
  const words = notice(
    "wait",
    h("p", {}, (m) => m.link.loginOther),
  );
  return loginGate(visit, link, ways, h("div", { role: "alert" }, words));
}

/** A refusal in words; with the time to wait where the server says it. */
function told(fault: unknown): HTMLElement {
  const words = refusalNotice(fault, linkRefusalCode(fault));
  const seconds = fault instanceof Refusal ? fault.retryAfter : null;
  if (seconds !== null && seconds > 60)
    words.querySelector(".notice-words")?.append(h("p", {}, (m) => m.link.shutFor(Math.ceil(seconds / 60))));
  return words;
}

/** Has a code sent, and another after a minute. What was sent is told to screen readers as well. */
function codeSender(visit: Visit, link: Link, code: Field, opening: Form, ways: Ways): HTMLElement {
  const place = h("div", { class: "told", role: "status" });
  const words = h("span", {}, (m) => m.link.codeSend);
  const button = h("button", { type: "button", class: "button quiet wide" }, words);
  let waiting: ReturnType<typeof setInterval> | undefined;
  const waitFor = (seconds: number): void => {
    clearInterval(waiting);
    const over = Date.now() + seconds * 1000;
    const look = (): void => {
      const left = Math.ceil((over - Date.now()) / 1000);
      if (left > 0) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
      say(words, (m) => (left > 0 ? m.link.codeAgainIn(left) : m.link.codeAgain));
      if (left <= 0 || !button.isConnected) clearInterval(waiting);
    };
    look();
    waiting = setInterval(look, 1000);
  };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    say(words, (m) => m.link.codeSending);
    opening.tell(null);
    void visit.askCode().then(
      ({ sentTo, againIn }) => {
        fill(place, sent(sentTo));
        waitFor(againIn);
        code.input.focus();
      },
      (fault: unknown) => {
        button.removeAttribute("aria-disabled");
        say(words, (m) => m.link.codeSend);
        if (endsLink(fault)) return ways.ended(fault);
        opening.tell(told(fault));
        const seconds = fault instanceof Refusal ? fault.retryAfter : null;
        if (seconds !== null) waitFor(seconds);
      },
    );
  });
  const shut = link.gates.shutUntil;
  const left = shut === null ? 0 : Date.parse(shut) - Date.now();
  if (left > 0) opening.tell(told(new Refusal(429, "LINK_SHUT", [], Math.ceil(left / 1000), null)));
  return h(
    "div",
    { class: "code-sender" },
    h("p", {}, (m) => m.link.codeLead(link.sentTo ?? "")),
    place,
    button,
  );
}

function sent(to: string): Child {
  return notice(
    "good",
    h("p", {}, (m) => m.link.codeSent(to)),
  );
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;

function faultsOf(code: Field | null, name: Field | null, email: Field | null): [Field, FaultCode][] {
  const found: [Field, FaultCode][] = [];
  if (name !== null && name.input.value.trim() === "") found.push([name, "NAME_EMPTY"]);
  const address = email?.input.value.trim() ?? "";
  if (email !== null && !EMAIL.test(address)) found.push([email, address === "" ? "EMAIL_EMPTY" : "EMAIL_FORM"]);
  if (code !== null && !isCode(code)) found.push([code, "LINK_CODE_FORM"]);
  return found;
}

/** The gates over a page that stays as it is: half an hour is over. Fails when the reader turns away. */
export function gateDialog(visit: Visit, ended: (fault: Refusal) => void): Promise<void> {
  return new Promise((passed, failed) => {
    void visit.look().then((link) => {
      if (!link.gates.code && !mustSignIn(link)) {
        // Nothing is asked: whoever is still here goes on.
        visit.open(link, { code: null, name: null, email: null }).then(passed, failed);
        return;
      }
      const dialog = h("dialog", { class: "gate-dialog", "aria-labelledby": "deed" });
      const close = h("button", { type: "button", class: "button quiet wide" }, (m) => m.link.close);
      const leave = (): void => {
        dialog.close();
        dialog.remove();
      };
      close.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => {
        dialog.remove();
        failed(new Refusal(403, "PASS_REQUIRED", [], null, null));
      });
      const ways: Ways = {
        passed() {
          passed();
          leave();
        },
        ended(fault) {
          failed(fault);
          leave();
          ended(fault);
        },
        back() {
          location.reload();
        },
      };
      fill(
        dialog,
        notice(
          "wait",
          h("strong", {}, (m) => m.link.passTitle),
          h("p", {}, (m) => m.link.passLead),
        ),
        gate(visit, link, ways),
        close,
      );
      document.body.append(dialog);
      dialog.showModal();
    }, failed);
  });
}
