"""What was in the trash for 120 days goes for good, with its bytes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from functions.documents.model.entities import Document
from functions.documents.model.uploads import filed_prefix
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.documents.documents import DocumentPurged
from shared.domain.ids import ulid
from shared.domain.principals import SYSTEM, Provenance, Source

# What is left is left to the next sweep.
_AT_ONCE = 300


class Purged(Protocol):
    """Where what is over is found and taken away."""

    def due(self, now: datetime) -> Iterable[Document]: ...
    def purge(self, document: Document, announcement: Announcement) -> None: ...


class Objects(Protocol):
    """Where the bytes lie."""

    def erase(self, prefix: str) -> None: ...


class PurgingService:
    """Announces `document.purged`.

    The bytes go first, every version of them: while the document is there, somebody knows that they are. Nobody opens
    it meanwhile, and nobody restores it: its time is over, whether or not a sweep has come by.
    """

    def __init__(self, purged: Purged, objects: Objects, clock: Clock) -> None:
        self._purged = purged
        self._objects = objects
        self._clock = clock

    def purge(self) -> int:
        """Purge what is due and count it; a sweep that died is taken up by the next where it ended."""
        now, count = self._clock(), 0
        for document in self._purged.due(now):
            if not document.is_over(now):
                continue
            try:
                self.take_away(document, Source.SCHEDULE)
            except StaleVersionError:
                continue  # the next sweep sees what stands then
            count += 1
            if count >= _AT_ONCE:
                break
        return count

    def take_away(self, document: Document, source: Source) -> None:
        """Take one document away, wherever it lies."""
        now = self._clock()
        self._objects.erase(filed_prefix(document.firm, document.id))
        event = DocumentPurged(
            firm=document.firm,
            account=document.account,
            object=ObjectRef(kind="document", id=document.id),
            folder=document.folder,
        )
        provenance = Provenance(correlation_id=f"sweep-{ulid(now)}", source=source)
        self._purged.purge(document, Announcement.of(now, SYSTEM, provenance, event))
