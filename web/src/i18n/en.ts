/**
 * Every text of the pages, in English.
 *
 * The other languages are checked against this one's shape: a text that is missing there,
 * or takes other parts, is a type error.
 */
import { day, listed, minute } from "./dates.ts";

type Same<T> = T extends string
  ? string
  : T extends (...parts: infer Parts) => string
    ? (...parts: Parts) => string
    : { readonly [Key in keyof T]: Same<T[Key]> };

export type Messages = Same<typeof en>;

const locale = "en";

export const en = {
  locale: "en" as string,
  languageName: "English",
  chooseLanguage: "Language",
  skip: "Skip to the content",
  product: "Portico",
  loading: "Loading…",
  retry: "Try again",
  more: "Show more",
  back: "Back",
  signOut: "Sign out",
  reference: (id: string) => `Reference: ${id}`,
  minute: (instant: string): string => minute(instant, locale),
  day: (instant: string): string => day(instant, locale),

  home: {
    title: "Welcome",
    lead: "Where would you like to go?",
    client: "Client portal",
    clientLead: "For clients of the firm: your accounts, in one safe place.",
    team: "Team desk",
    teamLead: "For people who work at the firm.",
  },

  activate: {
    title: "Your invitation",
    loading: "Opening your invitation…",
    eyebrowClient: "Client portal",
    eyebrowTeam: "Team",
    headingClient: (firm: string) => `${firm} invites you to its client portal`,
    headingTeam: (firm: string) => `${firm} invites you to join its team`,
    greeting: (name: string) => `Hello ${name},`,
    leadClient: (inviter: string) =>
      `${inviter} has opened a private place for you: messages and papers stay between you and the firm.`,
    leadTeam: (inviter: string) => `${inviter} would like you to work with clients here.`,
    invitedBy: "Invited by",
    accounts: "For",
    accountNames: (names: readonly string[]): string => listed(names, locale),
    email: "Your e-mail",
    validUntil: "Valid until",
    formTitle: "Choose a password",
    password: "Password",
    passwordHint: "12 to 128 characters. Three or four unrelated words are easy to remember and hard to guess.",
    show: "Show",
    hide: "Hide",
    showLabel: "Show the password",
    hideLabel: "Hide the password",
    meterShort: (length: number) => `${length} of at least 12 characters`,
    meterGood: (length: number) => `${length} characters: long enough`,
    meterLong: (length: number) => `${length} characters: at most 128`,
    submit: "Set password and sign in",
    submitting: "One moment…",
    unexpected: "Not expecting this? Close the page. Nothing happens until you set a password.",
    working: "Your activation is already under way. We look again by ourselves, please leave this page open.",
    signIn: "Sign in",
    signInTeam: "Sign in as a member of the firm",
  },

  faults: {
    summary: "Please check this:",
    PASSWORD_EMPTY: "Enter a password.",
    PASSWORD_TOO_SHORT: "The password is too short: use at least 12 characters.",
    PASSWORD_TOO_LONG: "The password is too long: use at most 128 characters.",
    PASSWORD_BREACHED: "This password is on lists of stolen passwords that attackers try first. Choose another one.",
    PASSWORD_IS_EMAIL: "The password must not be your e-mail address.",
    FIRM_EMPTY: "Enter the firm's short name.",
    EMAIL_EMPTY: "Enter your e-mail address.",
    EMAIL_FORM: "Enter a whole e-mail address, such as name@example.com.",
    OTHER: "This can't be used as it is. Please change it.",
  },

  refusals: {
    INVITATION_EXPIRED: {
      title: "This invitation has expired",
      text: "Invitations are valid for a limited time. Ask the person who invited you for a new one: you will get a new mail with a new button.",
    },
    INVITATION_SUPERSEDED: {
      title: "There is a newer invitation",
      text: "A later mail replaces this one. Look for the latest invitation in your mailbox, also among the spam, and use its button.",
    },
    INVITATION_CANCELLED: {
      title: "This invitation was withdrawn",
      text: "The firm has withdrawn it. If you think that is a mistake, ask the person who invited you.",
    },
    INVITATION_ACCEPTED: {
      title: "This invitation has been used",
      text: "A password has been set with it. Sign in with your e-mail and that password. If it wasn't you who set it, tell the firm at once.",
    },
    NOT_FOUND: {
      title: "We can't find this invitation",
      text: "Its address may be incomplete: mail programs sometimes break long ones. Use the button in your mail again, or copy the whole address.",
    },
    NO_TOKEN: {
      title: "Open this page from your mail",
      text: "To keep your invitation safe, this page forgets its address once it is open, so reloading can't bring it back. Use the button in your invitation mail again.",
    },
    IDEMPOTENCY_KEY_REUSED: {
      title: "A password has already been set from this page",
      text: "Your first try did reach us. Sign in with the password you entered then.",
    },
    ACTIVATION_IN_PROGRESS: {
      title: "Your activation is taking longer than usual",
      text: "Wait a minute, then try again. Nothing you entered is lost.",
    },
    TOO_MANY_REQUESTS: {
      title: "Too many tries",
      text: "Wait a few minutes, then try again.",
    },
    UNREACHABLE: {
      title: "We can't reach the portal",
      text: "Check your connection, then try again. Nothing was lost.",
    },
    UNAVAILABLE: {
      title: "Something went wrong on our side",
      text: "Wait a moment, then try again. If it goes on, tell the firm.",
    },
    NOT_ALLOWED: {
      title: "This isn't open to you",
      text: "If you need it, ask an owner or admin of the firm.",
    },
    OTP_REQUIRED: {
      title: "A one-time code is needed",
      text: "Signing in asks for a code from an authenticator app, which this page can't take yet. Ask an owner or admin of the firm.",
    },
    SIGN_IN_FAILED: {
      title: "Signing in did not work",
      text: "Check the firm, the e-mail and the password, then try again.",
    },
  },

  signIn: {
    titleClient: "Sign in to your portal",
    titleTeam: "Sign in to the team desk",
    leadClient: "For clients of the firm.",
    leadTeam: "For people who work at the firm.",
    firm: "Firm",
    firmHint: "The firm's short name. If you don't know it, ask the firm.",
    email: "E-mail",
    password: "Password",
    submit: "Sign in",
    submitting: "Signing in…",
    toTeam: "You work at the firm? Team sign-in",
    toClient: "You are a client? Client sign-in",
    ended: "Your session has ended. Please sign in again.",
    signedOut: "You are signed out.",
  },

  portal: {
    title: "Your portal",
    isIn: "Your password is set and you are signed in.",
    hello: (name: string) => `Hello ${name}`,
    lead: (firm: string) => `You are signed in at ${firm}.`,
    accounts: "Your accounts",
    accountsNone: "No account is open to you at present",
    accountsNoneText: "The firm decides which accounts you can enter. If one is missing, ask them.",
    you: "Your access",
    name: "Name",
    email: "E-mail",
    firm: "Firm",
  },

  team: {
    title: "Team desk",
    isIn: "Your password is set and you are signed in.",
    hello: (name: string) => `Hello ${name}`,
    lead: (role: string, firm: string) => `${role} at ${firm}`,
    you: "Who you are here",
    name: "Name",
    email: "E-mail",
    firm: "Firm",
    role: "Role",
    rights: "Rights",
    rightsAll: "All rights",
    rightsNone: "Only the accounts assigned to you",
    roles: { owner: "Owner", admin: "Admin", employee: "Employee" },
    rightNames: {
      view_all_accounts: "see all accounts",
      manage_accounts: "manage accounts",
      manage_contacts: "manage contacts",
      manage_documents: "manage documents",
      manage_invoices: "manage invoices",
      manage_payments: "manage payments",
      manage_organizers: "manage organizers",
      manage_pipelines: "manage pipelines",
      assign_team_members: "assign team members",
    },
    inbox: "Inbox",
    unread: (count: number) => (count === 0 ? "Nothing unread" : `${count} unread`),
    inboxNone: "Nothing has arrived yet",
    inboxNoneText: "When a client signs up, you read it here.",
    markRead: "Mark as read",
    markReadOf: (title: string) => `Mark as read: ${title}`,
    isUnread: "Unread",
    notices: {
      client_signed_up: (client: string) => `${client} has signed up to the portal`,
      other: "There is news",
    },
    openProfile: "Open the client's profile",
    activity: "Activity",
    activityLead: "What happened at the firm, newest first.",
    activityNone: "Nothing has happened yet",
    activityNoneText: "Every change will be listed here with who made it and when.",
    system: "Portico",
    erased: "(erased)",
    settings: {
      invitationLifetimeDays: "Days an invitation is valid",
      invitationMaxResends: "Times an invitation may be sent again",
    },
    actions: {
      "firm.founded": "Firm founded",
      "member.invited": "Member invited",
      "member.invitation_resent": "Member invited again",
      "member.invitation_expired": "Member's invitation expired",
      "member.activated": "Member activated",
      "member.logged_in": "Member signed in",
      "account.created": "Account created",
      "account.updated": "Account changed",
      "account.archived": "Account archived",
      "account.deleted": "Account deleted",
      "account.erased": "Account erased",
      "account.restored": "Account restored",
      "contact.created": "Contact created",
      "tie.created": "Contact added to the account",
      "tie.changed": "Contact's settings in the account changed",
      "tie.removed": "Contact removed from the account",
      "portal_access.granted": "Portal access granted",
      "portal_access.revoked": "Portal access revoked",
      "invitation.sent": "Invitation sent",
      "invitation.resent": "Invitation sent again",
      "invitation.cancelled": "Invitation cancelled",
      "invitation.accepted": "Invitation accepted",
      "invitation.expired": "Invitation expired",
      "client.signed_up": "Client signed up",
      "client.logged_in": "Client signed in",
      "settings.changed": "Setting changed",
    },
  },

  account: {
    title: "Client profile",
    kinds: { person: "Person", company: "Company", other: "Other" },
    badges: {
      activated: "Can sign in",
      pending_activation: "Invitation is out",
      not_activated: "Not activated",
    },
    people: "People",
    peopleNone: "Nobody belongs to this account yet",
    peopleNoneText: "Once a contact is added to the account, they stand here with the state of their access.",
    states: {
      none: "No login",
      granted: "Granted, not invited",
      invited: "Invited",
      expired: "Invitation expired",
      active: "Active",
    },
    invitedUntil: (instant: string): string => `Invited until ${day(instant, locale)}`,
    invitedExpired: (instant: string): string => `Invitation expired on ${day(instant, locale)}`,
    lastLogin: (instant: string): string => `Last sign-in ${minute(instant, locale)}`,
    backToDesk: "Team desk",
    gone: "We can't find this client",
    goneText: "The account doesn't exist, or it isn't assigned to you.",
  },
} as const;
