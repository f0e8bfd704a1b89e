/** The words for whoever comes by a link: opening it, documents, uploads, and every reason why not. In English. */
import { listed, minute } from "../dates.ts";
import { share, size } from "../sizes.ts";

const locale = "en";

const seconds = (count: number): string => (count === 1 ? "1 second" : `${count} seconds`);

export const guests = {
  link: {
    loading: "Opening your link…",
    titleShare: "Documents for you",
    titleUpload: "Send files",
    eyebrowShare: "Shared documents",
    eyebrowUpload: "Files wanted",
    headingShare: (firm: string) => `${firm} shares documents with you`,
    headingUpload: (firm: string) => `${firm} asks you for files`,
    leadShare: (sender: string) => `${sender} has sent you this link. What is behind it is for you.`,
    leadUpload: (sender: string) =>
      `${sender} has sent you this link. What you send here reaches the firm and nobody else.`,
    sender: "Sent by",
    sentTo: "Sent to",
    validUntil: "Valid until",
    noEnd: "No end is set",
    minute: (instant: string): string => minute(instant, locale),
    openTitle: "Open it",
    openShare: "Open the documents",
    openUpload: "Continue",
    opening: "One moment…",
    nothingYet: "Nothing is opened before you press this button.",
    whoTitle: "Who are you?",
    whoLead: "So that the firm knows whom the files are from.",
    name: "Your name",
    email: "Your e-mail",
    codeTitle: "A code, to be sure it is you",
    codeLead: (to: string) => `We send a code of six digits to ${to}.`,
    codeSend: "Send me the code",
    codeSending: "Sending…",
    codeSent: (to: string) => `The code is on its way to ${to}. It is good for ten minutes.`,
    code: "Code",
    codeHint: "Six digits, from the latest mail.",
    codeAgain: "Send another code",
    codeAgainIn: (count: number) => `Another code in ${seconds(count)}`,
    shutFor: (minutes: number) =>
      minutes <= 1 ? "You can try again in a minute." : `You can try again in ${minutes} minutes.`,
    loginTitle: "Sign in to open it",
    loginLead: (to: string) => `This is for the person at ${to} alone. Sign in with that e-mail, and it opens.`,
    login: "Sign in",
    loginOther: "You are signed in with another e-mail. Sign in with the one this link was sent to.",
    passTitle: "Please open it again",
    passLead: "A link stays open for half an hour at a time. Nothing you did is lost.",
    askRenewal: "Ask for a new link",
    asking: "Asking…",
    renewalAsked: (to: string) => `The firm has been asked. If it agrees, a new link comes to ${to}.`,
    close: "Close",
    noLogin: "No account is needed.",
  },

  share: {
    lead: (sender: string) => `Shared by ${sender}`,
    documents: "Documents",
    count: (count: number) => (count === 1 ? "1 document" : `${count} documents`),
    size: (bytes: number): string => size(bytes, locale),
    view: "View",
    viewOf: (name: string) => `View: ${name}`,
    download: "Download",
    downloadOf: (name: string) => `Download: ${name}`,
    downloading: (name: string) => `${name} is being downloaded.`,
    gone: "A document that is no longer there",
    none: "Nothing is left here",
    noneText: "The firm has taken the documents back. If you need one, ask whoever sent the link.",
    zip: "Download all as a ZIP file",
    zipCount: "Where downloads by this link are counted, the ZIP file counts once, whatever is in it.",
    zipWaiting: "Packing the ZIP file…",
    zipReady: "The ZIP file is ready.",
    zipSkipped: (names: readonly string[]): string => `Not in it: ${listed(names, locale)}`,
    zipDownload: "Download the ZIP file",
    zipFailed: "The ZIP file could not be made. Try again, or download the documents one by one.",
    fetching: (part: number, whole: number): string => `Loading: ${share(part, whole, locale)}`,
    page: (number: number, count: number) => `Page ${number} of ${count}`,
    pages: "Pages of the document",
    picture: (name: string) => `Picture: ${name}`,
    larger: "Larger",
    smaller: "Smaller",
    closeView: "Close the document",
    cannotShow: "This document can't be shown here",
    cannotShowText: "Download it and open it with a program of yours.",
    hasPassword: "This document asks for a password",
    hasPasswordText: "Download it and open it with a program that asks you for it.",
  },

  upload: {
    lead: (sender: string) => `For ${sender}`,
    drop: "Drop files here",
    dropOr: "or choose them from your device",
    choose: "Choose files",
    dropNow: "Let go to send them",
    limits: "What is taken",
    largest: (bytes: number): string => `up to ${size(bytes, locale)} each`,
    inAll: (bytes: number): string => `up to ${size(bytes, locale)} in all`,
    types: (endings: readonly string[]): string => listed(endings, locale),
    left: (count: number) => (count === 1 ? "1 more file" : `${count} more files`),
    wanted: "What is asked for",
    wantedDone: "Received",
    wantedOpen: "Still missing",
    wantedChoose: "Choose a file",
    wantedChooseFor: (label: string) => `Choose a file for: ${label}`,
    wantedAll: "Everything that was asked for is there. Thank you.",
    files: "Your files",
    earlier: "Sent before",
    forWanted: (label: string) => `for “${label}”`,
    waiting: "Waiting for its turn",
    hashing: (part: number, whole: number): string => `Reading the file: ${share(part, whole, locale)}`,
    sending: (part: number, whole: number): string =>
      `Sending: ${size(part, locale)} of ${size(whole, locale)} (${share(part, whole, locale)})`,
    checking: "Sent. It is being checked.",
    filed: "Received",
    stopped: "Cancelled",
    cancel: "Cancel",
    cancelOf: (name: string) => `Cancel: ${name}`,
    again: "Try again",
    againOf: (name: string) => `Try again: ${name}`,
    remove: "Remove from the list",
    removeOf: (name: string) => `Remove from the list: ${name}`,
    progressOf: (name: string) => `Progress of ${name}`,
    isNow: (name: string, what: string) => `${name}: ${what}`,
    unfinished: "Not finished yet",
    unfinishedLead:
      "These were on their way when the page was closed. Choose the same file again, and it goes on where it was.",
    unfinishedGoOn: "Choose it again",
    unfinishedGoOnOf: (name: string) => `Choose it again: ${name}`,
    unfinishedDrop: "Forget it",
    unfinishedDropOf: (name: string) => `Forget it: ${name}`,
    done: "I'm completely done uploading",
    doneHint: "The firm is told once, when everything has arrived.",
    doneWaits: "The firm will be told as soon as your files have arrived.",
    doneTold: "The firm has been told that you are done. You can close this page.",
    doneFailed: "The firm could not be told. Please try again.",
    leaving: "Files are still on their way.",
    size: (bytes: number): string => size(bytes, locale),
    held: "Waiting for the firm",
    heldText: "It has arrived, but could not be checked. The firm looks at it; you need do nothing.",
    rejected: "Not accepted",
    reasons: {
      wrong_size: "It did not arrive whole. Please send it again.",
      hash_differs: "It changed on the way, or while it was being sent. Please send it again.",
      wrong_type: "Its content is of another type than its name says. Save it anew with the right type, then send it.",
      infected: "It contains malicious software and was deleted. Check your device before you send anything else.",
      link_closed: "The link was closed before the file had arrived. Ask whoever sent it for another.",
      account_gone: "The firm no longer takes files for this client. Ask whoever sent the link.",
      refused: "The firm did not take it. Ask whoever sent the link.",
      abandoned: "It did not arrive in time. Please send it again.",
      other: "It could not be taken. Please ask whoever sent the link.",
    },
    failed: {
      EMPTY: "The file is empty.",
      UNREADABLE: "The file can't be read. It may have been moved or changed: choose it again.",
      NOT_CARRIED: "The connection broke off. What was sent is kept: try again to go on.",
      TOO_MANY: "The link takes no more files.",
    },
  },
} as const;

/** Why a link, or what is behind it, does not open. */
export const linkRefusals = {
  LINK_EXPIRED: {
    title: "This link has expired",
    text: "Links are good for a limited time. Whoever sent it can send you a new one.",
  },
  LINK_REVOKED: {
    title: "This link was withdrawn",
    text: "The firm has withdrawn it. If you think that is a mistake, ask whoever sent it.",
  },
  LINK_SUPERSEDED: {
    title: "There is a newer link",
    text: "A later mail replaces this one. Look for the latest in your mailbox, also among the spam, and use its button.",
  },
  LINK_EXHAUSTED: {
    title: "This link has been used up",
    text: "It could be used a set number of times. If you need it again, ask whoever sent it.",
  },
  LINK_COMPLETED: {
    title: "This is done",
    text: "What this link was for is done. There is nothing left for you to do.",
  },
  LINK_SUSPENDED: {
    title: "This link is switched off for now",
    text: "It may be switched on again. Try later, or ask whoever sent it.",
  },
  LINK_SHUT: {
    title: "Too many wrong codes",
    text: "For your safety the link is shut for a quarter of an hour. Whoever sent it has been told.",
  },
  LINK_NOT_FOUND: {
    title: "We can't find this link",
    text: "Its address may be incomplete: mail programs sometimes break long ones. Use the button in your mail again, or copy the whole address.",
  },
  LINK_NO_TOKEN: {
    title: "Open this page from your mail",
    text: "To keep your link safe, this page takes it out of its address. Use the button in your mail again.",
  },
  PASS_REQUIRED: {
    title: "Please open it again",
    text: "A link stays open for half an hour at a time. Nothing you did is lost.",
  },
  LOGIN_REQUIRED: {
    title: "Sign in to open it",
    text: "This is for one person alone. Sign in with the e-mail the link was sent to.",
  },
  OTP_REQUIRED: {
    title: "A code is needed",
    text: "Ask for a code and enter it.",
  },
  OTP_WRONG: {
    title: "That is not the code",
    text: "Check the digits, and that they are from the latest mail. After five wrong codes the link is shut for a quarter of an hour.",
  },
  OTP_EXPIRED: {
    title: "This code is no longer good",
    text: "Codes are good once and for ten minutes. Ask for another.",
  },
  TARGET_GONE: {
    title: "This document is no longer there",
    text: "The firm has taken it back. Everything else behind this link stays open.",
  },
  PAYMENT_REQUIRED: {
    title: "An invoice has to be paid first",
    text: "The document opens as soon as its invoice is paid in full. If you don't have the invoice, ask the firm.",
  },
  FILE_TOO_LARGE: {
    title: "The file is too big",
    text: "Make it smaller or divide it, or ask the firm how to send it.",
  },
  FILE_TYPE_REFUSED: {
    title: "Files of this type are not taken",
    text: "Save it as a PDF, for example, and send that.",
  },
  FEATURE_DISABLED: {
    title: "The firm has switched this off",
    text: "If you need it, ask the firm.",
  },
  WRONG_STATE: {
    title: "This is no longer possible",
    text: "Somebody was faster, or it is done already. Reload the page to see how things stand.",
  },
  LIMIT_REACHED: {
    title: "Nothing more is taken",
    text: "A limit is reached. If more is needed, ask whoever sent the link.",
  },
  ZIP_TOO_LARGE: {
    title: "These documents are too much for one file",
    text: "Download them one by one.",
  },
  ZIP_NOT_READY: {
    title: "The file is still being put together",
    text: "Wait a moment, then try again.",
  },
  ZIP_FAILED: {
    title: "The file could not be put together",
    text: "Ask for another, or download the documents one by one.",
  },
  ZIP_OUTDATED: {
    title: "A document has changed meanwhile",
    text: "Ask for the file once more.",
  },
  PARTS_MISSING: {
    title: "Not everything has arrived",
    text: "Try again: what is missing is sent once more.",
  },
  VERSION_STALE: {
    title: "Somebody was faster",
    text: "Reload the page to see how things stand.",
  },
} as const;

/** What is wrong with what was entered at the gates of a link. */
export const linkFaults = {
  NAME_EMPTY: "Enter your name.",
  LINK_CODE_WRONG:
    "This is not the latest code. Check the digits; after five wrong codes the link is shut for a quarter of an hour.",
  LINK_CODE_FORM: "Enter the six digits from the mail.",
} as const;
