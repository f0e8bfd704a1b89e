"""What the firm does with links: makes, sends, extends, ends and hands them over. Also what time does to them."""

from datetime import datetime
from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.links.event import LinksEvent
from shared.domain.ids import MemberId


class LinkCreated(LinksEvent):
    """A link was made; each of its recipients is sent theirs by an event of its own."""

    name: ClassVar[str] = "link.created"

    kind: str
    targets: tuple[str, ...]
    recipients: int
    title: Annotated[str, Personal]


class LinkSent(LinksEvent):
    """A recipient's link goes to their address, the first time or, with the next generation, again."""

    name: ClassVar[str] = "link.sent"

    kind: str
    n: int
    generation: int
    title: Annotated[str, Personal]
    email: Annotated[str, Personal]


class LinkAddressRead(LinksEvent):
    """A member read where a link leads to, to pass it on some other way."""

    name: ClassVar[str] = "link.address_read"

    kind: str
    n: int
    title: Annotated[str, Personal]
    email: Annotated[str | None, Personal]


class LinkExtended(LinksEvent):
    """Until when a recipient's link is good, or how often, was changed: before and after."""

    name: ClassVar[str] = "link.extended"

    kind: str
    n: int
    before: dict[str, str | int | None]
    after: dict[str, str | int | None]
    title: Annotated[str, Personal]
    email: Annotated[str | None, Personal]


class LinkRevoked(LinksEvent):
    """A link was ended for good: one recipient's, or, where none is numbered, everybody's."""

    name: ClassVar[str] = "link.revoked"

    kind: str
    n: int | None
    title: Annotated[str, Personal]
    email: Annotated[str | None, Personal]


class LinkSuspended(LinksEvent):
    """Nobody who may share what was shared answers for it any more, until a member takes it over."""

    name: ClassVar[str] = "link.suspended"

    kind: str
    creator: MemberId
    title: Annotated[str, Personal]
    creator_name: Annotated[str, Personal]


class LinkTakenOver(LinksEvent):
    """Another member answers for a link from now on: who took it, or whom it passed to when its sender left."""

    name: ClassVar[str] = "link.taken_over"

    kind: str
    was: MemberId
    creator: MemberId
    title: Annotated[str, Personal]
    creator_name: Annotated[str, Personal]


class LinkWarned(LinksEvent):
    """A recipient's link runs out within a day, and is not done with."""

    name: ClassVar[str] = "link.warned"

    kind: str
    n: int
    creator: MemberId
    expires_at: datetime
    title: Annotated[str, Personal]
    email: Annotated[str | None, Personal]


class LinkExpired(LinksEvent):
    """A recipient's link ran out undone."""

    name: ClassVar[str] = "link.expired"

    kind: str
    n: int
    creator: MemberId
    expired_at: datetime
    title: Annotated[str, Personal]
    email: Annotated[str | None, Personal]


class LinkRenewalDeclined(LinksEvent):
    """The firm gave a recipient no more time."""

    name: ClassVar[str] = "link.renewal_declined"

    kind: str
    n: int
    title: Annotated[str, Personal]
    email: Annotated[str | None, Personal]


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
