"""Documents are put together into one file, a piece at a time, however large they are."""

import zipfile
from collections.abc import Iterable, Sequence
from typing import IO, Protocol, cast

from functions.documents.model.zips import MOST_TRIES, TYPE, Entry, Zip, ZipState
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.events import Envelope
from shared.domain.events.documents.zips import ZipRequested
from shared.domain.ids import FirmId, ZipId
from shared.objects import Part

# All parts but the last have 5 MB at least; what is held in memory is one of these and a piece of a document.
PART = 8 * 1024 * 1024


class Zips(Protocol):
    """Where zips are kept."""

    def find(self, firm: FirmId, zip_: ZipId) -> Zip | None: ...
    def try_again(self, of: Zip) -> None: ...
    def finish(self, of: Zip) -> None: ...


class Objects(Protocol):
    """Where the bytes lie, and go."""

    def pieces(self, key: str, version: str | None) -> Iterable[bytes]: ...
    def begin(self, key: str, content_type: str) -> str: ...
    def put_part(self, key: str, upload: str, number: int, body: bytes) -> Part: ...
    def finish(self, key: str, upload: str, parts: Sequence[Part]) -> str: ...
    def abort(self, key: str, upload: str) -> None: ...


class ZippingService:
    """Reacts to `zip.requested`, any number of times: what is made is not made again, what died is begun anew.

    The parts of one that died are taken away by the bucket after a day. After three tries it is given up.
    """

    def __init__(self, zips: Zips, objects: Objects) -> None:
        self._zips = zips
        self._objects = objects

    def make(self, envelope: Envelope) -> None:
        event = envelope.event
        if not isinstance(event, ZipRequested):
            return
        standing = self._zips.find(event.firm, event.zip)
        if standing is None or standing.state is not ZipState.MAKING or standing.is_over(envelope.occurred_at):
            return
        try:
            self._zips.finish(self._made(standing))
        except WrongStateError:
            return  # another delivery of the same event was faster

    def _made(self, asked: Zip) -> Zip:
        if asked.tries >= MOST_TRIES:
            return asked.failed("UNAVAILABLE")
        self._zips.try_again(asked)
        upload = self._objects.begin(asked.key, TYPE)
        parts = _Parts(self._objects, asked.key, upload)
        try:
            with zipfile.ZipFile(cast("IO[bytes]", parts), "w", zipfile.ZIP_STORED) as archive:
                for entry in asked.entries:
                    self._put(archive, entry, asked)
        except NotFoundError:
            self._objects.abort(asked.key, upload)
            return asked.failed("TARGET_GONE")
        version = self._objects.finish(asked.key, upload, parts.closed())
        return asked.made(parts.size, version)

    def _put(self, archive: zipfile.ZipFile, entry: Entry, asked: Zip) -> None:
        place = zipfile.ZipInfo(entry.name, asked.created_at.timetuple()[:6])
        place.file_size = entry.size
        place.external_attr = 0o644 << 16
        with archive.open(place, "w") as file:
            for piece in self._objects.pieces(entry.key, entry.object_version):
                file.write(piece)


class _Parts:
    """A file that is written forwards only, and put away part by part."""

    def __init__(self, objects: Objects, key: str, upload: str) -> None:
        self._objects = objects
        self._key = key
        self._upload = upload
        self._held = bytearray()
        self._parts: list[Part] = []
        self.size = 0

    def write(self, piece: bytes) -> int:
        self._held += piece
        self.size += len(piece)
        while len(self._held) >= PART:
            self._put(bytes(self._held[:PART]))
            del self._held[:PART]
        return len(piece)

    def flush(self) -> None:
        """Nothing can be put away before a part of it is full."""

    def closed(self) -> list[Part]:
        """Put the rest away."""
        if self._held or not self._parts:
            self._put(bytes(self._held))
            self._held.clear()
        return self._parts

    def _put(self, body: bytes) -> None:
        self._parts.append(self._objects.put_part(self._key, self._upload, len(self._parts) + 1, body))
