"""What was filed is taken out of reach, with all by which it is found, in one transaction."""

from functions.documents import keys
from functions.documents.model.access import folder_of
from functions.documents.model.entities import Document, Version
from functions.documents.model.uploads import Upload, filed_key
from functions.documents.model.withdrawing import Kept
from functions.documents.repository import items, naming, rewriting
from shared.domain.events import Announcement
from shared.table.actions import Action, replace
from shared.table.outbox import outbox
from shared.table.query import MAX_PAGE, Query
from shared.table.table import Table


class WithdrawingRepository:
    """Writes what a threat makes of an UPLOAD, a DOCUMENT, its DOCUMENT_VERSION, DOCUMENT_NAME and DOCUMENT_WORD."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def kept(self, upload: Upload) -> Kept | None:
        """Find what an upload became; None when that was purged."""
        if upload.document is None:
            return None
        standing = self._table.get(keys.document(upload.firm, upload.document))
        if standing is None:
            return None
        document = Document.model_validate(standing)
        version = self._version(upload, document)
        if version is None:
            return None
        place = keys.folder(document.firm, document.account, document.folder)
        folder = folder_of(self._table.get(place), document.firm, document.account, document.folder)
        return Kept(document, version, is_private=folder is None or folder.is_private)

    def withdraw(self, noted: Upload, before: Kept, after: Document, announcement: Announcement) -> None:
        """Write the scanner's word, the mark on the version, and the document with it as far as that changed.

        StaleVersionError when upload or document is not as it was seen.
        """
        version, document = before.version, before.document
        marked = items.version(version.model_copy(update={"is_infected": True}))
        rest: list[Action] = [
            replace(items.upload(noted), seen=noted.v - 1),
            rewriting.changed(items.version(version), marked, when="attribute_exists(#pk)", values={}),
            outbox(announcement),
        ]
        if after.v != document.v:
            rest.append(rewriting.document(document, after))
        if document.trashed_at is not None or after.trashed_at is None:
            self._table.transact(*rest)
            return
        rest += rewriting.respelled(document, None)
        naming.leave(document.id, naming.place_of(document), lambda left: self._table.transact(*rest, *left))

    def _version(self, upload: Upload, document: Document) -> Version | None:
        """Find the version whose bytes came with this upload, the latest first."""
        bytes_ = filed_key(upload.firm, document.id, upload.id)
        query = Query(keys.versions(document.firm, document.id), begins=keys.VERSIONS, forward=False)
        start: dict[str, str] | None = None
        while True:
            found = self._table.stretch(query, MAX_PAGE, start)
            for each in map(Version.model_validate, found.items):
                if each.key == bytes_:
                    return each
            start = found.last
            if start is None:
                return None
