"""Filing: what was stored and may stay becomes a document, once, however often it is tried."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from functions.documents.model.entities import Document
from functions.documents.model.filing import (
    Bytes,
    Filed,
    Ground,
    document_of,
    folder_for,
    next_of,
    own_folder,
    version_of,
)
from functions.documents.model.strays import strays, strays_id
from functions.documents.model.tree import Tree
from functions.documents.model.uploads import Rejection, Upload, filed_key
from functions.documents.service import told
from shared.capability.refusals import LinkOverError
from shared.directory import AccountStatus
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import DocumentId, FirmId, FolderId, UploadId


class Filings(Protocol):
    """Where an upload becomes a document."""

    def ground(self, of: Upload, each: FolderId | None) -> Ground: ...
    def moved_along(self, of: Upload) -> Upload | None: ...
    def tree(self, of: Upload) -> Tree: ...
    def file(self, new: Filed, ground: Ground, announcement: Callable[[Document], Announcement]) -> Document: ...
    def file_version(self, new: Filed, before: Document, announcement: Announcement) -> None: ...


class Uploads(Protocol):
    """Where uploads stand."""

    def get(self, firm: FirmId, upload: UploadId) -> Upload: ...
    def save(self, changed: Upload, now: datetime, announcement: Announcement | None = None) -> None: ...


class Copies(Protocol):
    """Where bytes are copied to for good."""

    def find(self, key: str) -> str | None: ...
    def copy(self, key: str, version: str, target: str, content_type: str, size: int) -> str: ...


class FilingService:
    """Files uploads whose bytes are what was announced and which the scanner, or a member, let in.

    The copy is made before the transaction, under a key of this upload alone. Whoever dies in between leaves it to be
    found by the next try, so a document is always of bytes that are there.
    """

    def __init__(self, filings: Filings, uploads: Uploads, copies: Copies, clock: Clock) -> None:
        self._filings = filings
        self._uploads = uploads
        self._copies = copies
        self._clock = clock

    def file(self, upload: Upload) -> Upload:
        """File an upload, or turn it away when its account or its link is closed; give it as it then stands.

        StaleVersionError when it, or what it goes into, is not as it was seen: what becomes of it is decided anew then.
        """
        ground, each = self._ground(upload)
        if ground.is_merged:
            return self._carried_on(upload)
        if ground.account is None or ground.account.status is AccountStatus.DELETED:
            return self.reject(upload, Rejection.ACCOUNT_GONE)
        if upload.by_link and not (ground.way and ground.folder and ground.way.is_open_to(upload, ground.account)):
            return self.reject(upload, Rejection.LINK_CLOSED)
        try:
            copy = self._copied(upload, into.id if (into := ground.standing) else upload.own_document)
        except NotFoundError as gone:
            # The bytes go when somebody is done with them; else they are not there yet, and it is tried again.
            if self._uploads.get(upload.firm, upload.id).state.is_over:
                raise StaleVersionError from gone
            raise UnavailableError from gone
        try:
            return self._written(upload, copy, ground, each)
        except LinkOverError:
            return self.reject(upload, Rejection.LINK_CLOSED)
        except NotFoundError as gone:
            raise StaleVersionError from gone  # its folder or its link went away since it was read

    def reject(self, upload: Upload, why: Rejection) -> Upload:
        """Turn an upload away; StaleVersionError when it is not as it was seen."""
        now = self._clock()
        rejected = upload.rejected(why, now)
        self._uploads.save(rejected, now, told.rejected(rejected, now))
        return rejected

    def _ground(self, upload: Upload) -> tuple[Ground, FolderId | None]:
        """Read what filing stands on, and name the folder it lies in when that is not the one it was sent to."""
        each = own_folder(upload)
        ground = self._filings.ground(upload, each)
        if ground.folder is None and upload.by_link is None:
            each = strays_id(upload.firm, upload.account)
            ground = self._filings.ground(upload, each)
            if ground.folder is not None:
                raise StaleVersionError  # it came there with its account a moment ago
        return ground, each

    def _carried_on(self, upload: Upload) -> Upload:
        """Let it go on in the account its own went into, and file it there."""
        moved = self._filings.moved_along(upload)
        if moved is None:
            return self.reject(upload, Rejection.ACCOUNT_GONE)
        self._uploads.save(moved, self._clock())
        return self.file(moved)

    def _written(self, upload: Upload, copy: Bytes, ground: Ground, each: FolderId | None) -> Upload:
        now = self._clock()
        replaced = ground.standing
        if replaced is not None:
            document = next_of(replaced, upload, copy, now)
            ended = upload.filed(document, now)
            is_private = ground.folder is None or ground.folder.is_private
            announcement = told.filed(ended, document, now, is_private=is_private)
            self._filings.file_version(
                Filed(ended, document, version_of(document, upload, now)), replaced, announcement
            )
            return ended
        above = ground.folder or strays(upload.firm, upload.account)
        new, tree = None, None
        if each and ground.each is None:
            tree = self._filings.tree(upload)
            new = folder_for(upload, each, above, tree) if ground.folder else tree.with_strays()
        where = ground.each or new or above
        document = document_of(upload, where.id, copy, now)
        ended = upload.filed(document, now)
        filed = Filed(ended, document, version_of(document, upload, now), ground.way, new, tree)
        self._filings.file(
            filed,
            ground,
            lambda written: told.filed(ended, written, now, is_private=where.is_private, way=ground.way),
        )
        return ended

    def _copied(self, upload: Upload, into: DocumentId) -> Bytes:
        """Copy the stored version to where that document's bytes stay, unless that was done.

        A document's bytes go with it, so never those of one lie with another's. NotFoundError when nothing is stored.
        """
        if upload.stored is None:
            raise NotFoundError
        target = filed_key(upload.firm, into, upload.id)
        standing = self._copies.find(target)
        if standing is None:
            stored = upload.stored
            standing = self._copies.copy(upload.key, stored.version, target, upload.type, stored.size)
        return Bytes(target, standing)
