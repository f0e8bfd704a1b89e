"""What the room invite announces: firms, members, accounts, contacts, ties, access, invitations, logins and jobs."""

from shared.domain.events.invite import access, accounts, contacts, jobs, members, ties

EVENTS = (*members.EVENTS, *accounts.EVENTS, *contacts.EVENTS, *ties.EVENTS, *access.EVENTS, *jobs.EVENTS)
