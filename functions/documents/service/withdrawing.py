"""The scanner finds a threat in what was filed already: nobody opens it any more."""

from datetime import datetime
from typing import Protocol

from functions.documents.model.entities import Document
from functions.documents.model.uploads import Upload, UploadState, Verdict
from functions.documents.model.withdrawing import Kept
from functions.documents.service import told
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, UploadId

_TRIES = 5


class Withdrawals(Protocol):
    """Where what an upload became is found and taken out of reach."""

    def kept(self, upload: Upload) -> Kept | None: ...
    def withdraw(self, noted: Upload, before: Kept, after: Document, announcement: Announcement) -> None: ...


class Uploads(Protocol):
    """Where uploads stand."""

    def get(self, firm: FirmId, upload: UploadId) -> Upload: ...
    def save(self, changed: Upload, now: datetime, announcement: Announcement | None = None) -> None: ...


class WithdrawingService:
    """Announces `document.threat_found`, and `document.trashed` of what was in use.

    A document whose current version it is goes into the trash, from where who manages documents may take it to give it
    another version; that version itself is handed out to nobody again, whoever once let it in. Nothing is deleted
    before its time: a scanner errs, and other versions are not to blame.
    """

    def __init__(self, withdrawals: Withdrawals, uploads: Uploads, clock: Clock) -> None:
        self._withdrawals = withdrawals
        self._uploads = uploads
        self._clock = clock

    def withdraw(self, upload: Upload, version: str) -> None:
        """Take what came of an upload out of reach, once, if this is the object version it came of."""
        for _ in range(_TRIES):
            is_other = upload.stored is None or upload.stored.version != version
            if upload.state is not UploadState.FILED or is_other or upload.verdict is Verdict.INFECTED:
                return
            try:
                self._withdraw(upload, version)
            except StaleVersionError:
                upload = self._uploads.get(upload.firm, upload.id)
                continue
            return
        raise UnavailableError

    def _withdraw(self, upload: Upload, version: str) -> None:
        now = self._clock()
        noted = upload.with_verdict(version, Verdict.INFECTED)
        kept = self._withdrawals.kept(upload)
        if kept is None:
            self._uploads.save(noted, now)
            return
        after = kept.document.withdrawn(kept.version.version, now)
        self._withdrawals.withdraw(noted, kept, after, told.threat_found(noted, kept, after, now))
