"""What becomes of a tie once it stands."""

from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import ContactId


class TieChanged(InviteEvent):
    """One key of a tie got another value: a setting, or a topic as `topics.<topic>`."""

    name: ClassVar[str] = "tie.changed"

    contact: ContactId
    key: str
    before: bool
    after: bool


class TieRemoved(InviteEvent):
    """A contact is no longer tied to an account through this e-mail; login was off."""

    name: ClassVar[str] = "tie.removed"

    contact: ContactId
    email: Annotated[str, Personal]


EVENTS = (
    TieChanged,
    TieRemoved,
)
