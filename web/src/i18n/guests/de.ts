/** The words for whoever comes by a link, in German. */
import { listed, minute } from "../dates.ts";
import type { Messages } from "../en.ts";
import { share, size } from "../sizes.ts";
import type { guests as english, linkFaults as faults, linkRefusals as refusals } from "./en.ts";

const locale = "de";

const seconds = (count: number): string => (count === 1 ? "1 Sekunde" : `${count} Sekunden`);

export const guests: Pick<Messages, keyof typeof english> = {
  link: {
    loading: "Ihr Link wird geöffnet …",
    titleShare: "Dokumente für Sie",
    titleUpload: "Dateien senden",
    eyebrowShare: "Geteilte Dokumente",
    eyebrowUpload: "Dateien erbeten",
    headingShare: (firm) => `${firm} teilt Dokumente mit Ihnen`,
    headingUpload: (firm) => `${firm} bittet Sie um Dateien`,
    leadShare: (sender) => `${sender} hat Ihnen diesen Link geschickt. Was dahinter liegt, ist für Sie bestimmt.`,
    leadUpload: (sender) =>
      `${sender} hat Ihnen diesen Link geschickt. Was Sie hier senden, erreicht die Kanzlei und sonst niemanden.`,
    sender: "Gesendet von",
    sentTo: "Gesendet an",
    validUntil: "Gültig bis",
    noEnd: "Ohne Ablaufdatum",
    minute: (instant) => minute(instant, locale),
    openTitle: "Öffnen",
    openShare: "Dokumente öffnen",
    openUpload: "Weiter",
    opening: "Einen Moment …",
    nothingYet: "Geöffnet wird erst, wenn Sie diese Schaltfläche drücken.",
    whoTitle: "Wer sind Sie?",
    whoLead: "Damit die Kanzlei weiß, von wem die Dateien sind.",
    name: "Ihr Name",
    email: "Ihre E-Mail-Adresse",
    codeTitle: "Ein Code, zur Sicherheit",
    codeLead: (to) => `Wir senden einen Code aus sechs Ziffern an ${to}.`,
    codeSend: "Code senden",
    codeSending: "Wird gesendet …",
    codeSent: (to) => `Der Code ist unterwegs an ${to}. Er gilt zehn Minuten.`,
    code: "Code",
    codeHint: "Sechs Ziffern, aus der neuesten E-Mail.",
    codeAgain: "Weiteren Code senden",
    codeAgainIn: (count) => `Weiterer Code in ${seconds(count)}`,
    shutFor: (minutes) =>
      minutes <= 1
        ? "In einer Minute können Sie es erneut versuchen."
        : `In ${minutes} Minuten können Sie es erneut versuchen.`,
    loginTitle: "Zum Öffnen anmelden",
    loginLead: (to) =>
      `Dies ist allein für die Person mit der Adresse ${to} bestimmt. Melden Sie sich damit an, und es öffnet sich.`,
    login: "Anmelden",
    loginOther:
      "Sie sind mit einer anderen E-Mail-Adresse angemeldet. Melden Sie sich mit der an, an die der Link gesendet wurde.",
    passTitle: "Bitte noch einmal öffnen",
    passLead: "Ein Link bleibt jeweils eine halbe Stunde offen. Nichts von dem, was Sie getan haben, ist verloren.",
    askRenewal: "Um einen neuen Link bitten",
    asking: "Wird angefragt …",
    renewalAsked: (to) => `Die Kanzlei wurde gefragt. Stimmt sie zu, kommt ein neuer Link an ${to}.`,
    close: "Schließen",
    noLogin: "Sie brauchen kein Konto.",
  },

  share: {
    lead: (sender) => `Geteilt von ${sender}`,
    documents: "Dokumente",
    count: (count) => (count === 1 ? "1 Dokument" : `${count} Dokumente`),
    size: (bytes) => size(bytes, locale),
    view: "Ansehen",
    viewOf: (name) => `Ansehen: ${name}`,
    download: "Herunterladen",
    downloadOf: (name) => `Herunterladen: ${name}`,
    downloading: (name) => `${name} wird heruntergeladen.`,
    gone: "Ein Dokument, das nicht mehr da ist",
    none: "Hier ist nichts mehr",
    noneText:
      "Die Kanzlei hat die Dokumente zurückgenommen. Wenn Sie eines brauchen, fragen Sie, wer den Link gesendet hat.",
    zip: "Alle als ZIP-Datei herunterladen",
    zipCount: "Wo Downloads über diesen Link gezählt werden, zählt die ZIP-Datei einmal, was auch immer sie enthält.",
    zipWaiting: "Die ZIP-Datei wird gepackt …",
    zipReady: "Die ZIP-Datei ist fertig.",
    zipSkipped: (names) => `Nicht enthalten: ${listed(names, locale)}`,
    zipDownload: "ZIP-Datei herunterladen",
    zipFailed:
      "Die ZIP-Datei konnte nicht erstellt werden. Versuchen Sie es erneut oder laden Sie die Dokumente einzeln herunter.",
    fetching: (part, whole) => `Wird geladen: ${share(part, whole, locale)}`,
    page: (number, count) => `Seite ${number} von ${count}`,
    pages: "Seiten des Dokuments",
    picture: (name) => `Bild: ${name}`,
    larger: "Größer",
    smaller: "Kleiner",
    closeView: "Dokument schließen",
    cannotShow: "Dieses Dokument kann hier nicht gezeigt werden",
    cannotShowText: "Laden Sie es herunter und öffnen Sie es mit einem eigenen Programm.",
    hasPassword: "Dieses Dokument verlangt ein Passwort",
    hasPasswordText: "Laden Sie es herunter und öffnen Sie es mit einem Programm, das danach fragt.",
  },

  upload: {
    lead: (sender) => `Für ${sender}`,
    drop: "Dateien hier ablegen",
    dropOr: "oder von Ihrem Gerät auswählen",
    choose: "Dateien auswählen",
    dropNow: "Loslassen, um sie zu senden",
    limits: "Was angenommen wird",
    largest: (bytes) => `je bis zu ${size(bytes, locale)}`,
    inAll: (bytes) => `zusammen bis zu ${size(bytes, locale)}`,
    types: (endings) => listed(endings, locale),
    left: (count) => (count === 1 ? "noch 1 Datei" : `noch ${count} Dateien`),
    wanted: "Worum gebeten wird",
    wantedDone: "Angekommen",
    wantedOpen: "Fehlt noch",
    wantedChoose: "Datei auswählen",
    wantedChooseFor: (label) => `Datei auswählen für: ${label}`,
    wantedAll: "Alles, worum gebeten wurde, ist da. Vielen Dank.",
    files: "Ihre Dateien",
    earlier: "Früher gesendet",
    forWanted: (label) => `für „${label}“`,
    waiting: "Wartet, bis sie an der Reihe ist",
    hashing: (part, whole) => `Datei wird gelesen: ${share(part, whole, locale)}`,
    sending: (part, whole) =>
      `Wird gesendet: ${size(part, locale)} von ${size(whole, locale)} (${share(part, whole, locale)})`,
    checking: "Gesendet. Die Datei wird geprüft.",
    filed: "Angekommen",
    stopped: "Abgebrochen",
    cancel: "Abbrechen",
    cancelOf: (name) => `Abbrechen: ${name}`,
    again: "Erneut versuchen",
    againOf: (name) => `Erneut versuchen: ${name}`,
    remove: "Aus der Liste nehmen",
    removeOf: (name) => `Aus der Liste nehmen: ${name}`,
    progressOf: (name) => `Fortschritt von ${name}`,
    isNow: (name, what) => `${name}: ${what}`,
    unfinished: "Noch nicht fertig",
    unfinishedLead:
      "Diese Dateien waren unterwegs, als die Seite geschlossen wurde. Wählen Sie dieselbe Datei noch einmal aus, dann geht es dort weiter, wo es aufgehört hat.",
    unfinishedGoOn: "Erneut auswählen",
    unfinishedGoOnOf: (name) => `Erneut auswählen: ${name}`,
    unfinishedDrop: "Vergessen",
    unfinishedDropOf: (name) => `Vergessen: ${name}`,
    done: "Ich bin mit dem Hochladen ganz fertig",
    doneHint: "Die Kanzlei erfährt es einmal, sobald alles angekommen ist.",
    doneWaits: "Die Kanzlei erfährt es, sobald Ihre Dateien angekommen sind.",
    doneTold: "Die Kanzlei weiß nun, dass Sie fertig sind. Sie können diese Seite schließen.",
    doneFailed: "Die Kanzlei konnte nicht benachrichtigt werden. Bitte versuchen Sie es erneut.",
    leaving: "Es sind noch Dateien unterwegs.",
    size: (bytes) => size(bytes, locale),
    held: "Wartet auf die Kanzlei",
    heldText:
      "Sie ist angekommen, konnte aber nicht geprüft werden. Die Kanzlei sieht sie sich an; Sie müssen nichts tun.",
    rejected: "Nicht angenommen",
    reasons: {
      wrong_size: "Sie ist nicht vollständig angekommen. Bitte senden Sie sie noch einmal.",
      hash_differs: "Sie hat sich unterwegs oder während des Sendens verändert. Bitte senden Sie sie noch einmal.",
      wrong_type:
        "Ihr Inhalt ist von anderer Art, als ihr Name sagt. Speichern Sie sie im richtigen Format und senden Sie sie dann.",
      infected: "Sie enthält Schadsoftware und wurde gelöscht. Prüfen Sie Ihr Gerät, bevor Sie etwas anderes senden.",
      link_closed:
        "Der Link wurde geschlossen, bevor die Datei angekommen war. Bitten Sie die Person, die ihn gesendet hat, um einen anderen.",
      account_gone:
        "Die Kanzlei nimmt für diesen Mandanten keine Dateien mehr an. Fragen Sie, wer den Link gesendet hat.",
      refused: "Die Kanzlei hat sie nicht angenommen. Fragen Sie, wer den Link gesendet hat.",
      abandoned: "Sie ist nicht rechtzeitig angekommen. Bitte senden Sie sie noch einmal.",
      other: "Sie konnte nicht angenommen werden. Bitte fragen Sie, wer den Link gesendet hat.",
    },
    failed: {
      EMPTY: "Die Datei ist leer.",
      UNREADABLE:
        "Die Datei kann nicht gelesen werden. Vielleicht wurde sie verschoben oder verändert: Wählen Sie sie noch einmal aus.",
      NOT_CARRIED:
        "Die Verbindung brach ab. Was gesendet wurde, bleibt erhalten: Versuchen Sie es erneut, um fortzufahren.",
      TOO_MANY: "Der Link nimmt keine weiteren Dateien an.",
    },
  },
};

export const linkRefusals: Pick<Messages["refusals"], keyof typeof refusals> = {
  LINK_EXPIRED: {
    title: "Dieser Link ist abgelaufen",
    text: "Links gelten nur eine begrenzte Zeit. Wer ihn gesendet hat, kann Ihnen einen neuen schicken.",
  },
  LINK_REVOKED: {
    title: "Dieser Link wurde zurückgezogen",
    text: "Die Kanzlei hat ihn zurückgezogen. Wenn Sie das für einen Irrtum halten, fragen Sie, wer ihn gesendet hat.",
  },
  LINK_SUPERSEDED: {
    title: "Es gibt einen neueren Link",
    text: "Eine spätere E-Mail ersetzt diese. Suchen Sie die neueste in Ihrem Postfach, auch im Spam, und benutzen Sie deren Schaltfläche.",
  },
  LINK_EXHAUSTED: {
    title: "Dieser Link ist aufgebraucht",
    text: "Er konnte nur eine bestimmte Zahl von Malen benutzt werden. Wenn Sie ihn noch einmal brauchen, fragen Sie, wer ihn gesendet hat.",
  },
  LINK_COMPLETED: {
    title: "Dies ist erledigt",
    text: "Wofür dieser Link da war, ist erledigt. Für Sie bleibt nichts mehr zu tun.",
  },
  LINK_SUSPENDED: {
    title: "Dieser Link ist zurzeit abgeschaltet",
    text: "Er kann wieder eingeschaltet werden. Versuchen Sie es später, oder fragen Sie, wer ihn gesendet hat.",
  },
  LINK_SHUT: {
    title: "Zu viele falsche Codes",
    text: "Zu Ihrer Sicherheit ist der Link für eine Viertelstunde gesperrt. Wer ihn gesendet hat, wurde benachrichtigt.",
  },
  LINK_NOT_FOUND: {
    title: "Wir finden diesen Link nicht",
    text: "Seine Adresse ist vielleicht unvollständig: E-Mail-Programme trennen lange Adressen manchmal. Benutzen Sie die Schaltfläche in Ihrer E-Mail noch einmal, oder kopieren Sie die ganze Adresse.",
  },
  LINK_NO_TOKEN: {
    title: "Öffnen Sie diese Seite aus Ihrer E-Mail",
    text: "Damit Ihr Link geschützt ist, nimmt diese Seite ihn aus ihrer Adresse. Benutzen Sie die Schaltfläche in Ihrer E-Mail noch einmal.",
  },
  PASS_REQUIRED: {
    title: "Bitte noch einmal öffnen",
    text: "Ein Link bleibt jeweils eine halbe Stunde offen. Nichts von dem, was Sie getan haben, ist verloren.",
  },
  LOGIN_REQUIRED: {
    title: "Zum Öffnen anmelden",
    text: "Dies ist für eine einzelne Person bestimmt. Melden Sie sich mit der Adresse an, an die der Link gesendet wurde.",
  },
  OTP_REQUIRED: {
    title: "Es braucht einen Code",
    text: "Fordern Sie einen Code an und geben Sie ihn ein.",
  },
  OTP_WRONG: {
    title: "Das ist nicht der Code",
    text: "Prüfen Sie die Ziffern, und ob sie aus der neuesten E-Mail sind. Nach fünf falschen Codes ist der Link für eine Viertelstunde gesperrt.",
  },
  OTP_EXPIRED: {
    title: "Dieser Code gilt nicht mehr",
    text: "Codes gelten einmal und zehn Minuten lang. Fordern Sie einen weiteren an.",
  },
  TARGET_GONE: {
    title: "Dieses Dokument ist nicht mehr da",
    text: "Die Kanzlei hat es zurückgenommen. Alles andere hinter diesem Link bleibt offen.",
  },
  PAYMENT_REQUIRED: {
    title: "Zuerst ist eine Rechnung zu bezahlen",
    text: "Das Dokument öffnet sich, sobald die Rechnung ganz bezahlt ist. Wenn Sie die Rechnung nicht haben, fragen Sie die Kanzlei.",
  },
  FILE_TOO_LARGE: {
    title: "Die Datei ist zu groß",
    text: "Verkleinern oder teilen Sie sie, oder fragen Sie die Kanzlei, wie Sie sie senden können.",
  },
  FILE_TYPE_REFUSED: {
    title: "Dateien dieser Art werden nicht angenommen",
    text: "Speichern Sie sie zum Beispiel als PDF und senden Sie das.",
  },
  FEATURE_DISABLED: {
    title: "Die Kanzlei hat dies abgeschaltet",
    text: "Wenn Sie es brauchen, fragen Sie die Kanzlei.",
  },
  WRONG_STATE: {
    title: "Das geht nicht mehr",
    text: "Jemand war schneller, oder es ist schon erledigt. Laden Sie die Seite neu, um zu sehen, wie es steht.",
  },
  LIMIT_REACHED: {
    title: "Mehr wird nicht angenommen",
    text: "Eine Grenze ist erreicht. Wenn mehr nötig ist, fragen Sie, wer den Link gesendet hat.",
  },
  ZIP_TOO_LARGE: {
    title: "Diese Dokumente sind zu viel für eine Datei",
    text: "Laden Sie sie einzeln herunter.",
  },
  ZIP_NOT_READY: {
    title: "Die Datei wird noch gepackt",
    text: "Warten Sie einen Moment und versuchen Sie es erneut.",
  },
  ZIP_FAILED: {
    title: "Die Datei konnte nicht gepackt werden",
    text: "Fordern Sie eine weitere an oder laden Sie die Dokumente einzeln herunter.",
  },
  ZIP_OUTDATED: {
    title: "Ein Dokument hat sich inzwischen geändert",
    text: "Fordern Sie die Datei noch einmal an.",
  },
  PARTS_MISSING: {
    title: "Es ist nicht alles angekommen",
    text: "Versuchen Sie es erneut: Was fehlt, wird noch einmal gesendet.",
  },
  VERSION_STALE: {
    title: "Jemand war schneller",
    text: "Laden Sie die Seite neu, um zu sehen, wie es steht.",
  },
};

export const linkFaults: Pick<Messages["faults"], keyof typeof faults> = {
  NAME_EMPTY: "Geben Sie Ihren Namen ein.",
  LINK_CODE_WRONG:
    "Das ist nicht der neueste Code. Prüfen Sie die Ziffern; nach fünf falschen Codes ist der Link für eine Viertelstunde gesperrt.",
  LINK_CODE_FORM: "Geben Sie die sechs Ziffern aus der E-Mail ein.",
};
