"""What every event of this room is."""

from typing import Annotated, ClassVar

from shared.domain.events.event import Event, Personal


class LinksEvent(Event):
    """Whatever this room announces."""

    room: ClassVar[str] = "links"


class LinkEvent(LinksEvent):
    """Something about a link, which is of this kind."""

    kind: str
    title: Annotated[str, Personal]


class RecipientEvent(LinkEvent):
    """Something about one recipient's link; `email` is where it was sent to, None when it is for anyone."""

    n: int
    email: Annotated[str | None, Personal]
