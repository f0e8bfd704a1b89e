"""What can be asked for many at once, and what the people of a list are told apart by."""

from datetime import datetime
from enum import StrEnum

from functions.invite.model.entities import AccessState, Badge, Person

ACCESS = "bulk_access"
INVITATIONS = "bulk_invitations"

# The most one filter may find; more is for several filters.
MOST_SELECTED = 100_000


class InvitationAct(StrEnum):
    INVITE = "invite"
    RESEND = "resend"
    CANCEL = "cancel"


class PersonFilter(StrEnum):
    """Which of those who have not come in: all of them, or those whose invitation stands so."""

    PENDING = "pending"
    NEVER_SENT = "never_sent"
    EXPIRED = "expired"
    BOUNCED = "bounced"


class AccountFilter(StrEnum):
    """Which of the active accounts: all, or those of one badge."""

    ALL = "all"
    ACTIVATED = "activated"
    PENDING_ACTIVATION = "pending_activation"
    NOT_ACTIVATED = "not_activated"

    @property
    def badge(self) -> Badge | None:
        return None if self is AccountFilter.ALL else Badge(self.value)


class Switch(StrEnum):
    """What becomes of one setting of all contacts."""

    LEAVE = "leave"
    ENABLE = "enable"
    DISABLE = "disable"

    @property
    def value_set(self) -> bool | None:
        """What it is set to; None leaves it."""
        return {Switch.LEAVE: None, Switch.ENABLE: True, Switch.DISABLE: False}[self]


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
