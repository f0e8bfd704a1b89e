"""What the firm does with links: makes, sends, extends, ends and hands them over. Also what time does to them."""

from datetime import datetime
from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.links.event import LinkEvent, LinksEvent, RecipientEvent
from shared.domain.ids import MemberId


class LinkCreated(LinkEvent):
    """A link was made; each of its recipients is sent theirs by an event of its own."""

    name: ClassVar[str] = "link.created"

    targets: tuple[str, ...]
    recipients: int


class LinkSent(RecipientEvent):
    """A recipient's link goes to their address, the first time or, with the next generation, again."""

    name: ClassVar[str] = "link.sent"

    generation: int
    email: Annotated[str, Personal]


class LinkAddressRead(RecipientEvent):
    """A member read where a link leads to, to pass it on some other way."""

    name: ClassVar[str] = "link.address_read"


class LinkExtended(RecipientEvent):
    """Until when a recipient's link is good, or how often, was changed: before and after."""

    name: ClassVar[str] = "link.extended"

    before: dict[str, str | int | None]
    after: dict[str, str | int | None]


class LinkRevoked(LinkEvent):
    """A link was ended for good: one recipient's, or, where none is numbered, everybody's."""

    name: ClassVar[str] = "link.revoked"

    n: int | None
    email: Annotated[str | None, Personal]


class LinkSuspended(LinkEvent):
    """Nobody who may share what was shared answers for it any more, until a member takes it over."""

    name: ClassVar[str] = "link.suspended"

    creator: MemberId
    creator_name: Annotated[str, Personal]


class LinkTakenOver(LinkEvent):
    """Another member answers for a link from now on: who took it, or whom it passed to when its sender left."""

    name: ClassVar[str] = "link.taken_over"

    was: MemberId
    creator: MemberId
    creator_name: Annotated[str, Personal]


class LinkWarned(RecipientEvent):
    """A recipient's link runs out within a day, and is not done with."""

    name: ClassVar[str] = "link.warned"

    creator: MemberId
    expires_at: datetime


class LinkExpired(RecipientEvent):
    """A recipient's link ran out undone."""

    name: ClassVar[str] = "link.expired"

    creator: MemberId
    expired_at: datetime


class LinkRenewalDeclined(RecipientEvent):
    """The firm gave a recipient no more time."""

    name: ClassVar[str] = "link.renewal_declined"


EVENTS: tuple[type[LinksEvent], ...] = (
    LinkCreated,
    LinkSent,
    LinkAddressRead,
    LinkExtended,
    LinkRevoked,
    LinkSuspended,
    LinkTakenOver,
    LinkWarned,
    LinkExpired,
    LinkRenewalDeclined,
)
