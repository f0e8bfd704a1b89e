/** The words of the doors, in German. */
import type { doors as english } from "./en.ts";
import type { Messages } from "../en.ts";

export const doors: Pick<Messages, keyof typeof english> = {
  signIn: {
    titleClient: "In Ihrem Portal anmelden",
    titleTeam: "Im Teambereich anmelden",
    leadClient: "Für Mandanten der Kanzlei.",
    leadTeam: "Für alle, die in der Kanzlei arbeiten.",
    firm: "Kanzlei",
    firmHint: "Der Kurzname der Kanzlei. Kennen Sie ihn nicht, fragen Sie dort nach.",
    email: "E-Mail-Adresse",
    password: "Passwort",
    submit: "Anmelden",
    submitting: "Anmeldung läuft …",
    toTeam: "Sie arbeiten in der Kanzlei? Zur Teamanmeldung",
    toClient: "Sie sind Mandant? Zur Mandantenanmeldung",
    ended: "Ihre Sitzung ist beendet. Bitte melden Sie sich erneut an.",
    signedOut: "Sie sind abgemeldet.",
  },

  code: {
    title: "Geben Sie den Code Ihrer App ein",
    lead: "Ihr Passwort stimmt. Ihre Authenticator-App zeigt einen Code aus sechs Ziffern.",
    setupTitle: "Zweiten Faktor einrichten",
    setupLead: "Zur Anmeldung gehört hier auch ein Code aus einer Authenticator-App.",
    setupSteps:
      "Scannen Sie dies mit einer Authenticator-App oder tippen Sie den Schlüssel ein. Geben Sie dann den Code ein, den sie zeigt.",
    scan: "QR-Code des Schlüssels darunter",
    secret: "Schlüssel",
    openApp: "App auf diesem Gerät öffnen",
    label: "Code",
    hint: "Sechs Ziffern. Jede halbe Minute kommt ein neuer.",
    submit: "Weiter",
    over: "Die Zeit für den Code ist um. Bitte melden Sie sich erneut an.",
  },

  forgotten: {
    link: "Passwort vergessen?",
    title: "Neues Passwort festlegen",
    lead: "Wir senden einen Link an Ihre E-Mail-Adresse. Er gilt einmal und 20 Minuten lang.",
    submit: "Link senden",
    submitting: "Einen Moment…",
    sentTitle: "Sehen Sie in Ihr Postfach",
    sent: "Wenn diese Angaben zu jemandem gehören, der sich hier anmelden kann, ist ein Link unterwegs. Sehen Sie auch im Spam nach.",
    back: "Zurück zur Anmeldung",
  },

  reset: {
    title: "Wählen Sie ein neues Passwort",
    lead: (firm: string) => `Für die Anmeldung bei ${firm}. Sie werden überall abgemeldet.`,
    password: "Neues Passwort",
    submit: "Passwort festlegen",
    doneTitle: "Ihr Passwort ist festgelegt",
    done: "Melden Sie sich jetzt damit an. Überall sonst wurden Sie abgemeldet.",
  },

  security: {
    title: "Ihre Anmeldung",
    open: "Passwort und Anmeldung",
    lead: (email, firm) => `${email} bei ${firm}`,
    password: "Passwort",
    passwordLead: "Wenn Sie es ändern, werden Sie überall sonst abgemeldet; eine E-Mail teilt es Ihnen mit.",
    current: "Jetziges Passwort",
    next: "Neues Passwort",
    change: "Passwort ändern",
    working: "Einen Moment …",
    changed: "Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.",
    changedCode:
      "Ihr Passwort ist geändert. Damit es hier weitergeht, geben Sie die sechs Ziffern ein, die Ihre Authenticator-App zeigt.",
    changedSignIn: "Ihr Passwort ist geändert. Bitte melden Sie sich damit an.",
    maybeChanged:
      "Vielleicht ist Ihr neues Passwort schon festgelegt. Melden Sie sich damit an; wird es abgelehnt, mit dem vorigen.",
    factor: "Zweiter Faktor",
    factorOff:
      "Aus: Ihr Passwort allein genügt. Ist er an, gehört zur Anmeldung auch ein Code aus einer App auf Ihrem Telefon.",
    factorOn: "An: Zur Anmeldung gehört auch ein Code Ihrer Authenticator-App.",
    lostPhone:
      "Verlieren Sie Ihr Telefon, kann die Inhaberin, der Inhaber oder die Verwaltung der Kanzlei den zweiten Faktor entfernen.",
    setUp: "Einrichten",
    confirm: "Einschalten",
    confirmed: "Ihr zweiter Faktor ist an. Ab jetzt gehört zur Anmeldung ein Code Ihrer App.",
    remove: "Entfernen",
    removeLead:
      "Damit sicher ist, dass Sie es sind, geben Sie beides ein. Wo ein zweiter Faktor verlangt wird, richten Sie bei der nächsten Anmeldung einen neuen ein.",
    removed: "Ihr zweiter Faktor ist aus.",
    cancel: "Abbrechen",
    everywhere: "Überall abmelden",
    everywhereLead:
      "In jedem Browser und auf jedem Gerät, auch hier. Für den Fall, dass eines verloren ging oder jemand anderes mit Ihrem Zugang angemeldet ist.",
    everywhereDone:
      "Sie sind überall abgemeldet. War jemand anderes mit Ihrem Zugang angemeldet, legen Sie auch ein neues Passwort fest.",
  },
};
