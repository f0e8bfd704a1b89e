"""What the room invite announces: firms, members, accounts, contacts, ties, access, letters, logins, jobs, doors."""

from shared.domain.events.invite import access, accounts, contacts, jobs, mailboxes, members, security, ties

EVENTS = (
    *members.EVENTS,
    *accounts.EVENTS,
    *contacts.EVENTS,
    *ties.EVENTS,
    *access.EVENTS,
    *mailboxes.EVENTS,
    *jobs.EVENTS,
    *security.EVENTS,
)
