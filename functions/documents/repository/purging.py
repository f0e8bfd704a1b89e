"""Documents taken away for good: their versions first, they themselves last."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from functions.documents import keys
from functions.documents.model.entities import Document, Version
from functions.documents.repository import items, naming, rewriting
from shared import timers
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.table import schema
from shared.table.actions import Action, clear, delete
from shared.table.outbox import outbox
from shared.table.query import Query
from shared.table.table import Table

# A version goes with the mark of its bytes.
_IN_ONE = 45


class PurgingRepository:
    """Deletes DOCUMENT, DOCUMENT_VERSION, DOCUMENT_NAME, DOCUMENT_WORD and RECEIVED."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def due(self, now: datetime) -> Iterator[Document]:
        """Yield the documents whose time in the trash is over, as `timers.standing` does."""
        return timers.standing(self._table, items.PURGE_TIMER, now, Document.model_validate)

    def purge(self, document: Document, announcement: Announcement) -> None:
        """Take a document away, in the trash or not; StaleVersionError when it was written meanwhile.

        What died half way is begun again where it ended: it is there until all else of it is gone.
        """
        query = Query(keys.versions(document.firm, document.id), begins=keys.VERSIONS)
        while found := self._table.stretch(query, _IN_ONE).items:
            versions = [Version.model_validate(each) for each in found]
            self._table.transact(*self._parted(document, versions))
        gone = delete(
            keys.document(document.firm, document.id),
            when="#v = :seen",
            values={":seen": document.v},
            failed=StaleVersionError,
        )
        rest = [gone, *rewriting.respelled(document, None), outbox(announcement)]
        if document.trashed_at is not None:
            self._table.transact(*rest)
        else:
            held = naming.place_of(document)
            naming.leave(document.id, held, lambda left: self._table.transact(*rest, *left))

    def _parted(self, document: Document, versions: Sequence[Version]) -> list[Action]:
        marks = {keys.received(document.firm, document.account, each.sha256, document.id) for each in versions}
        return [
            *(
                clear(keys.version(each.firm, each.document, each.version), schema.DOCUMENT_VERSION)
                for each in versions
            ),
            *(clear(each, schema.RECEIVED) for each in marks),
        ]
