"""What every event of this room is."""

from typing import ClassVar

from shared.domain.events.event import Event


class DocumentsEvent(Event):
    """Whatever this room announces."""

    room: ClassVar[str] = "documents"
