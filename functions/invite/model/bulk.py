"""What can be asked for many at once, and what the people of a list are told apart by."""

from datetime import datetime
from enum import StrEnum

from functions.invite.model.entities import AccessState, Person

INVITATIONS = "bulk_invitations"

# The most one filter may find; more is for several filters.
MOST_SELECTED = 100_000


class InvitationAct(StrEnum):
    INVITE = "invite"
    RESEND = "resend"


class PersonFilter(StrEnum):
    """Which of those who have not come in: all of them, or those whose invitation stands so."""

    PENDING = "pending"
    NEVER_SENT = "never_sent"
    EXPIRED = "expired"
    BOUNCED = "bounced"


def is_chosen(person: Person, by: PersonFilter, now: datetime) -> bool:
    """Tell whether a pending person is among those a filter means."""
    match by:
        case PersonFilter.PENDING:
            return True
        case PersonFilter.NEVER_SENT:
            return person.access(now) is AccessState.GRANTED
        case PersonFilter.EXPIRED:
            return person.access(now) is AccessState.EXPIRED
        case PersonFilter.BOUNCED:
            return person.invitation.is_bounced
