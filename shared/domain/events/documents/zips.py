"""Several documents in one file."""

from typing import ClassVar

from shared.domain.events.documents.event import DocumentsEvent
from shared.domain.ids import LinkId, ZipId


class ZipRequested(DocumentsEvent):
    """Somebody asked for several documents in one file; it is made now."""

    name: ClassVar[str] = "zip.requested"

    zip: ZipId
    documents: int
    size: int
    came_by: LinkId | None


EVENTS = (ZipRequested,)
