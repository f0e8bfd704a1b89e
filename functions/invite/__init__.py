"""Invite: who may enter.

Owns: Firm, Member, Account, Contact, Tie, Person with their invitation, Import. Routes: /v1/me, /v1/firm,
/v1/members, /v1/accounts, /v1/contacts, /v1/persons, /v1/access-requests, /v1/bulk, /v1/jobs, /v1/imports,
/v1/exports, /v1/password, /v1/sessions, /v1/totp (team), /v1/portal/me, /v1/portal/accounts, /v1/portal/password,
/v1/portal/sessions (clients), /v1/public/invitation, /v1/public/sessions, /v1/public/password-resets,
/v1/public/password-reset (anybody).
Emits: firm.*, member.*, account.*, contact.*, tie.*, portal_access.*, invitation.*, client.*, job.*,
address.*, import.*, export.*, password.*, sessions.*.
Reacts to: its own invitations (mails them), account.updated and contact.updated (refreshes names), account.archived,
account.deleted and account.restored (notes it with the account's people), contact.deleted (takes away what is left),
contact.email_changed and contact.email_removed (ties follow), account.merged and contact.merged (carries on what is
left), account.deleted and account.merged (declines what was asked for it), client.logged_in (notes it with the
accounts), job.started (works it off), password.reset_requested, password.reset and password.changed (writes their
letters), the minute (announces expiry, erases, revives jobs), what SES tells of letters (marks addresses, bounces
invitations).
Never stores a token or a password: the first is derived, the second lives in the user pool.
"""
