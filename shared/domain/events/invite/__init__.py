"""What the room invite announces: firms, members, accounts, contacts, ties, access, invitations and logins."""

from shared.domain.events.invite import access, accounts, contacts, members, ties

EVENTS = (*members.EVENTS, *accounts.EVENTS, *contacts.EVENTS, *ties.EVENTS, *access.EVENTS)
