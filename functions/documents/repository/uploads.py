"""Uploads, from their announcement to their end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from functions.documents import keys
from functions.documents.model.access import folder_of
from functions.documents.model.uploads import Upload
from functions.documents.repository import items
from shared import timers
from shared.domain.clock import stamp
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, LinkId, PersonId, UploadId
from shared.table.actions import Action, Item, create, replace
from shared.table.idempotency import Once, remember
from shared.table.keys import Key
from shared.table.outbox import outbox, silence
from shared.table.query import Page, Query
from shared.table.table import Table

# Of so many copies of the same bytes one is looked for that whoever sends them again may see: with the folders of each,
# and who asks, one request reads them.
_MOST_COPIES = 40
# How many of those sent last are looked at for one that came after somebody was done.
_LATEST = 25


class UploadRepository:
    """Writes UPLOAD."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, new: Upload, once: Once | None, counts: Sequence[Action] = ()) -> None:
        """Write a new upload, with what it counts for; nobody is told of what was only announced."""
        actions = [create(items.upload(new)), silence(new.firm, new.created_at), *counts]
        if once:
            actions.append(remember(new.firm, once, new.created_at, new.id))
        self._table.transact(*actions)

    def find(self, firm: FirmId, upload: UploadId) -> Upload | None:
        standing = self._table.get(keys.upload(firm, upload))
        return Upload.model_validate(standing) if standing else None

    def get(self, firm: FirmId, upload: UploadId) -> Upload:
        found = self.find(firm, upload)
        if found is None:
            raise NotFoundError
        return found

    def save(self, changed: Upload, now: datetime, announcement: Announcement | None = None) -> None:
        """Write the next version of an upload over the one it came from; StaleVersionError when another was first."""
        told = outbox(announcement) if announcement else silence(changed.firm, now)
        self._table.transact(replace(items.upload(changed), seen=changed.v - 1), told)

    def is_private(self, of: Upload) -> bool:
        """Tell whether the folder it is for is now for those alone who manage documents, as one that is gone is."""
        standing = self._table.get(keys.folder(of.firm, of.account, of.folder))
        folder = folder_of(standing, of.firm, of.account, of.folder)
        return folder is None or folder.is_private

    def list_of(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Upload]:
        """List what was sent to an account, the latest first."""
        return self._page(keys.uploads_of(firm, account), "g1", limit, cursor)

    def list_by(
        self, firm: FirmId, account: AccountId, person: PersonId, *, limit: int, cursor: str | None
    ) -> Page[Upload]:
        """List what a client sent to an account, the latest first."""
        return self._page(keys.uploads_by(firm, account, person), "g2", limit, cursor)

    def list_in_visit(self, firm: FirmId, link: LinkId, visit: str, *, limit: int, cursor: str | None) -> Page[Upload]:
        """List what somebody sent by a link, the latest first."""
        return self._page(keys.uploads_in_visit(firm, link, visit), "g2", limit, cursor)

    def has_newer_by(self, firm: FirmId, account: AccountId, person: PersonId, since: datetime) -> bool:
        """Tell whether a client sent anything after that instant which was not turned away."""
        return self._has_newer(keys.uploads_by(firm, account, person), since)

    def due(self, now: datetime) -> Iterator[Upload]:
        """Yield what is to be looked after."""
        return timers.standing(self._table, items.UPLOAD_TIMER, now, Upload.model_validate)

    def copies(self, firm: FirmId, account: AccountId, sha256: str) -> dict[DocumentId, FolderId]:
        """Name the documents of these bytes in an account, and where each lay when they came; the latest first."""
        query = Query(keys.folders(firm, account), begins=f"{keys.RECEIVED}{sha256}#", forward=False)
        found = self._table.stretch(query, _MOST_COPIES).items
        return {DocumentId(each["document"]): FolderId(each["folder"]) for each in found}

    def look(self, places: Iterable[Key]) -> Mapping[Key, Item]:
        """Read whatever stands at these places, in one request."""
        return self._table.batch_get(places)

    def _page(self, pk: str, index: str, limit: int, cursor: str | None) -> Page[Upload]:
        found = self._table.page(Query(pk, index=index, forward=False), limit=limit, cursor=cursor)
        return Page(tuple(map(Upload.model_validate, found.items)), found.next)

    def _has_newer(self, pk: str, since: datetime) -> bool:
        query = Query(pk, index="g2", since=f"{stamp(since)}~", forward=False)
        found = self._table.stretch(query, _LATEST).items
        return any(not Upload.model_validate(each).is_lost for each in found)
