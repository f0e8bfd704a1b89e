"""The sweep of uploads: the never stored is given up, the never scanned held, the never heard told again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from functions.documents.model.uploads import LOOK_AGAIN, STORED_WITHIN, Holding, Upload, UploadState
from functions.documents.service import told
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.objects import Lying


class Uploads(Protocol):
    """Where uploads stand."""

    def due(self, now: datetime) -> Iterable[Upload]: ...
    def is_private(self, of: Upload) -> bool: ...
    def save(self, changed: Upload, now: datetime, announcement: Announcement | None = None) -> None: ...


class Objects(Protocol):
    """Where the bytes lie."""

    def latest(self, key: str) -> Lying | None: ...
    def abort(self, key: str, upload: str) -> None: ...


class Line(Protocol):
    """The queue of whoever files: it takes news of storage from here as from S3."""

    def tell(self, key: str, version: str, since: datetime | None = None) -> None: ...


class LookingAfter:
    """Looks at each upload whose time has come. Late, doubled or missed, it files nothing and lets nothing in."""

    def __init__(self, uploads: Uploads, objects: Objects, line: Line, clock: Clock) -> None:
        self._uploads = uploads
        self._objects = objects
        self._line = line
        self._clock = clock

    def look(self) -> int:
        """Look at what is due and count it."""
        now = self._clock()
        looked = 0
        for upload in self._uploads.due(now):
            if upload.look_at is None or upload.look_at > now:
                continue
            try:
                self._look(upload, now)
            except StaleVersionError:
                continue  # something became of it meanwhile
            looked += 1
        return looked

    def _look(self, upload: Upload, now: datetime) -> None:
        if upload.state is UploadState.CHECKING and not upload.may_be_filed and upload.fault() is None:
            held = upload.held(upload.holding() or Holding.NO_VERDICT)
            self._uploads.save(held, now, told.held(held, now, is_private=self._uploads.is_private(held)))
            return
        found = self._objects.latest(upload.key)
        if found is not None:
            # First the date, then the word: the next look says it again if this one dies in between.
            self._uploads.save(upload.looked_after(now + LOOK_AGAIN), now)
            # It is dated by when it came, not by when it was found: by then its link may have ended. What was sent in
            # parts was begun at that time, and put together only while its link was open.
            self._line.tell(upload.key, upload.stored.version if upload.stored else found.version, found.since)
        elif upload.state is not UploadState.ISSUED:
            self._uploads.save(upload.looked_after(None), now)
        elif now < upload.created_at + STORED_WITHIN:
            self._uploads.save(upload.looked_after(upload.created_at + STORED_WITHIN), now)
        else:
            if upload.multipart is not None:
                self._objects.abort(upload.key, upload.multipart)
            self._uploads.save(upload.abandoned(now), now)
