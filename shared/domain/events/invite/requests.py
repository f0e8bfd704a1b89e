"""What clients ask of the firm."""

from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent
from shared.domain.ids import PersonId, RequestId


class AccessRequestEvent(InviteEvent):
    """An act on a client's request to let a colleague into their account."""

    request: RequestId
    person: PersonId
    colleague_name: Annotated[str, Personal]
    email: Annotated[str, Personal]


class PortalAccessRequested(AccessRequestEvent):
    """The firm decides; until then nobody is let in."""

    name: ClassVar[str] = "portal_access.requested"


class PortalAccessRequestDeclined(AccessRequestEvent):
    name: ClassVar[str] = "portal_access.request_declined"

    reason: Annotated[str | None, Personal] = None


EVENTS = (
    PortalAccessRequested,
    PortalAccessRequestDeclined,
)
