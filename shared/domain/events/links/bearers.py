"""What whoever holds a link does with it."""

from datetime import datetime
from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.links.event import RecipientEvent
from shared.domain.ids import DocumentId, MemberId


class BearerEvent(RecipientEvent):
    """An act on one recipient of a link; `creator` is the member who answers for it. Addresses and names are claims."""

    creator: MemberId
    email: Annotated[str | None, Personal] = None


class LinkOpened(BearerEvent):
    """Somebody passed its gates; `visitor` and `visitor_email` are what they called themselves."""

    name: ClassVar[str] = "link.opened"

    is_first: bool
    has_code: bool
    has_login: bool
    visitor: Annotated[str | None, Personal] = None
    visitor_email: Annotated[str | None, Personal] = None


class LinkUsed(BearerEvent):
    """The address of a document was handed out, or a file that somebody sent by it was filed as `document`.

    Whoever has the same handed out within ten minutes goes on with the same use.
    """

    name: ClassVar[str] = "link.used"

    document: DocumentId
    document_version: int
    tells: bool


class LinkRefused(BearerEvent):
    """Somebody who holds the link was turned away: by what has become of it, or by five wrong codes (`LINK_SHUT`)."""

    name: ClassVar[str] = "link.refused"

    reason: str
    until: datetime | None = None


class LinkCodeRequested(BearerEvent):
    """Somebody asked for a code; the code is derived, never carried."""

    name: ClassVar[str] = "link.code_requested"

    generation: int
    number: int
    expires_at: datetime


class LinkRenewalRequested(BearerEvent):
    """Whom an expired link was for asks for more time."""

    name: ClassVar[str] = "link.renewal_requested"

    expired_at: datetime


EVENTS = (LinkOpened, LinkUsed, LinkRefused, LinkCodeRequested, LinkRenewalRequested)
