"""What was stored and what was found in it: two facts, told late, twice or in either order; the second settles it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from functions.documents.model.kinds import HEAD, is_what_it_says
from functions.documents.model.uploads import (
    PREFIX,
    Holding,
    Rejection,
    Stored,
    Upload,
    UploadState,
    Verdict,
    place_of,
)
from functions.documents.service import told
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, UploadId

_TRIES = 5
# What lies under one key besides what counts is put there within minutes, by whoever has the address.
_MOST_STRAYS = 100


class Uploads(Protocol):
    """Where uploads stand."""

    def find(self, firm: FirmId, upload: UploadId) -> Upload | None: ...
    def get(self, firm: FirmId, upload: UploadId) -> Upload: ...
    def is_private(self, of: Upload) -> bool: ...
    def save(self, changed: Upload, now: datetime, announcement: Announcement | None = None) -> None: ...


class Filing(Protocol):
    """Who files and turns away; StaleVersionError when that is to be decided anew."""

    def file(self, upload: Upload) -> Upload: ...
    def reject(self, upload: Upload, why: Rejection) -> Upload: ...


class Withdrawing(Protocol):
    """Who takes out of reach what was filed."""

    def withdraw(self, upload: Upload, version: str) -> None: ...


class Objects(Protocol):
    """Where the bytes lie."""

    def find(self, key: str) -> str | None: ...
    def pieces(self, key: str, version: str) -> Iterable[bytes]: ...
    def delete(self, key: str, version: str) -> None: ...


class StoringService:
    """Takes up what storage and scanner tell. Each message may come any number of times."""

    def __init__(
        self,
        uploads: Uploads,
        filing: Filing,
        withdrawing: Withdrawing,
        objects: Objects,
        clock: Clock,
        unmoved: Clock,
    ) -> None:
        self._uploads = uploads
        self._filing = filing
        self._withdrawing = withdrawing
        self._objects = objects
        self._clock = clock
        self._unmoved = unmoved

    def stored(self, key: str, version: str | None, told_at: datetime) -> None:
        """Take up that an object was stored: read it once, and settle what can be settled.

        What nobody announced, and whatever is put where something lies already, is taken away.
        """
        if not key.startswith(f"{PREFIX}/"):
            return
        found = version or self._objects.find(key)
        if found is None:
            return  # somebody took it away already
        place = place_of(key)
        upload = self._uploads.find(place.firm, place.upload) if place else None
        if upload is None:
            self._objects.delete(key, found)
            return
        if upload.state is UploadState.ISSUED:
            upload = self._noted(upload, found, told_at)
        if upload.stored is None or upload.stored.version != found or upload.state.is_over:
            self._objects.delete(key, found)
        self._settle(upload)

    def scanned(self, key: str, version: str | None, verdict: Verdict) -> None:
        """Take up what a scanner found; of what nobody announced, or is over, there is nothing to note but a threat."""
        place = place_of(key)
        upload = self._uploads.find(place.firm, place.upload) if place else None
        if upload is None or version is None:
            return
        for _ in range(_TRIES):
            if upload.state.is_over or upload.verdicts.get(version) in {verdict, Verdict.INFECTED}:
                break
            changed = upload.with_verdict(version, verdict)
            try:
                self._uploads.save(changed, self._clock())
            except StaleVersionError:
                upload = self._uploads.get(upload.firm, upload.id)
                continue
            upload = changed
            break
        if verdict is Verdict.INFECTED:
            self._withdrawing.withdraw(upload, version)
        self._settle(upload)

    def _noted(self, upload: Upload, version: str, told_at: datetime) -> Upload:
        """Read the bytes and note what they are; give the upload as it then stands, whoever noted it."""
        try:
            fact = self._read(upload, version, told_at)
        except NotFoundError:
            return self._uploads.get(upload.firm, upload.id)
        for _ in range(_TRIES):
            noted = upload.with_stored(fact)
            try:
                self._uploads.save(noted, self._clock())
            except StaleVersionError:
                upload = self._uploads.get(upload.firm, upload.id)
                if upload.state is not UploadState.ISSUED:
                    return upload
            else:
                return noted
        raise UnavailableError

    def _read(self, upload: Upload, version: str, told_at: datetime) -> Stored:
        """Read a version once, a piece at a time, and no further than it is known to be too much."""
        size, head, digest = 0, b"", hashlib.sha256()
        for piece in self._objects.pieces(upload.key, version):
            size += len(piece)
            digest.update(piece)
            if len(head) < HEAD:
                head += piece[: HEAD - len(head)]
            if size > upload.size:
                break
        # A moved clock moves no clock of the storage's: what was stored so long ago is told by ours.
        age = max(self._unmoved() - told_at, timedelta())
        return Stored(
            version=version,
            at=self._clock() - age,
            size=size,
            sha256=digest.hexdigest(),
            is_what_it_says=is_what_it_says(upload.type, head),
        )

    def _settle(self, upload: Upload) -> None:
        """Do what the facts allow, and take the bytes away once nobody needs them."""
        for _ in range(_TRIES):
            try:
                upload = self._decided(upload)
                break
            except StaleVersionError:
                upload = self._uploads.get(upload.firm, upload.id)
        else:
            raise UnavailableError
        if upload.state.is_over:
            self._clear(upload)

    def _decided(self, upload: Upload) -> Upload:
        if upload.state not in {UploadState.CHECKING, UploadState.HELD}:
            return upload
        fault = upload.fault()
        if fault is not None:
            return self._filing.reject(upload, fault)
        if upload.may_be_filed:
            return self._filing.file(upload)
        why = upload.holding()
        if why is None or upload.state is UploadState.HELD:
            return upload
        return self._hold(upload, why)

    def _hold(self, upload: Upload, why: Holding) -> Upload:
        now = self._clock()
        held = upload.held(why)
        self._uploads.save(held, now, told.held(held, now, is_private=self._uploads.is_private(held)))
        return held

    def _clear(self, upload: Upload) -> None:
        """Take away whatever lies under the upload's key; what was filed lies elsewhere.

        Of what was turned away nothing stays where it was copied to before that either.
        """
        if upload.stored is not None:
            self._objects.delete(upload.key, upload.stored.version)
        self._sweep(upload.key)
        if upload.is_lost:
            for copy in upload.copies:
                self._sweep(copy)
        if upload.look_at is not None:
            self._uploads.save(upload.looked_after(None), self._clock())

    def _sweep(self, key: str) -> None:
        for _ in range(_MOST_STRAYS):
            stray = self._objects.find(key)
            if stray is None:
                break
            self._objects.delete(key, stray)
