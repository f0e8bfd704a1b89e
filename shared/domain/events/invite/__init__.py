"""What the room invite announces: firms, members, accounts, contacts, ties, access, letters, logins, jobs, imports."""

from shared.domain.events.invite import (
    access,
    accounts,
    contacts,
    emails,
    imports,
    jobs,
    mailboxes,
    members,
    requests,
    security,
    ties,
)

EVENTS = (
    *members.EVENTS,
    *accounts.EVENTS,
    *contacts.EVENTS,
    *emails.EVENTS,
    *ties.EVENTS,
    *access.EVENTS,
    *requests.EVENTS,
    *mailboxes.EVENTS,
    *jobs.EVENTS,
    *imports.EVENTS,
    *security.EVENTS,
)
