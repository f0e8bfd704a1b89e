"""The bytes on their way: addresses signed again, parts, what is there already, and giving up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.documents.model.parts import part_size, parts_of
from functions.documents.model.refusals import PartsMissingError
from functions.documents.model.uploads import Upload, UploadState
from functions.documents.service.uploading.seeing import Asker, Seeing, Sight
from shared.capability.refusals import LinkExpiredError
from shared.domain.clock import Clock
from shared.domain.errors import FieldFault, NotFoundError, ValidationFailedError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.ids import UploadId
from shared.files import NoTimeLeftError
from shared.files import Upload as Address
from shared.objects import Part

_NAMED_AT_MOST = 20


class Uploads(Protocol):
    """Where uploads stand."""

    def save(self, changed: Upload, now: datetime, announcement: Announcement | None = None) -> None: ...


class Addresses(Protocol):
    """Where addresses to upload to come from."""

    def upload(self, key: str, content_type: str, size: int, until: datetime | None = None) -> Address: ...
    def part(self, key: str, upload: str, number: int, size: int, until: datetime | None = None) -> str: ...


class Objects(Protocol):
    """Where parts are put together."""

    def parts(self, key: str, upload: str) -> list[Part]: ...
    def finish(self, key: str, upload: str, parts: Sequence[Part]) -> str: ...
    def abort(self, key: str, upload: str) -> None: ...


@dataclass(frozen=True)
class PartAddress:
    """Where one part is put."""

    number: int
    size: int
    url: str


@dataclass(frozen=True)
class Progress:
    """An upload, and the parts of it that are there while it is awaited in parts."""

    upload: Upload
    stored: tuple[int, ...] | None = None


class SendingService:
    """Serves whoever sends a file, by whichever door they came."""

    def __init__(self, uploads: Uploads, addresses: Addresses, objects: Objects, seeing: Seeing, clock: Clock) -> None:
        self._uploads = uploads
        self._addresses = addresses
        self._objects = objects
        self._seeing = seeing
        self._clock = clock

    def read(self, who: Asker, upload: UploadId) -> Progress:
        """Tell what became of an upload and, while it is awaited, which of its parts are there: there one goes on."""
        found = self._seeing.see(who, upload, self._clock(), is_over=True).upload
        if found.multipart is None or found.state is not UploadState.ISSUED:
            return Progress(found)
        try:
            stored = self._objects.parts(found.key, found.multipart)
        except NotFoundError:
            return Progress(found)  # put together a moment ago
        return Progress(found, tuple(each.number for each in stored if _is_whole(found, each)))

    def address(self, who: Asker, upload: UploadId) -> Address:
        """Sign the address of a file anew; WrongStateError once its bytes are there, or for one sent in parts."""
        sight, found = self._awaited(who, upload)
        if found.multipart is not None:
            raise WrongStateError("This file is sent in parts.")
        try:
            return self._addresses.upload(found.key, found.type, found.size, sight.until)
        except NoTimeLeftError as over:
            raise LinkExpiredError from over

    def parts(self, who: Asker, upload: UploadId, numbers: Sequence[int]) -> list[PartAddress]:
        """Sign the addresses of some parts; ValidationFailedError for a number the file has no part of."""
        sight, found = self._awaited(who, upload)
        of = self._in_parts(found)
        if max(numbers) > parts_of(found.size):
            fault = FieldFault("numbers", "OUT_OF_RANGE", f"The file has {parts_of(found.size)} parts.")
            raise ValidationFailedError(faults=[fault])
        try:
            return [self._part(found, of, each, sight.until) for each in dict.fromkeys(numbers)]
        except NoTimeLeftError as over:
            raise LinkExpiredError from over

    def complete(self, who: Asker, upload: UploadId) -> Upload:
        """Put the parts together; PartsMissingError names those that are not there. Once done, it stays done."""
        sight = self._seeing.see(who, upload, self._clock())
        found = sight.demand_mine()
        if found.state in {UploadState.CHECKING, UploadState.HELD, UploadState.FILED}:
            return found
        found.demand_awaited()
        of = self._in_parts(found)
        try:
            stored = {each.number: each for each in self._objects.parts(found.key, of) if _is_whole(found, each)}
            numbers = range(1, parts_of(found.size) + 1)
            missing = [each for each in numbers if each not in stored]
            if missing:
                raise PartsMissingError(f"Missing: {', '.join(map(str, missing[:_NAMED_AT_MOST]))}.")
            self._objects.finish(found.key, of, [stored[each] for each in numbers])
        except NotFoundError:
            return found  # put together before; the answer was lost
        return found

    def abandon(self, who: Asker, upload: UploadId) -> Upload:
        """Give an upload up before its bytes are there; WrongStateError after."""
        now = self._clock()
        found = self._seeing.see(who, upload, now, is_over=True).demand_mine()
        if found.state is not UploadState.ABANDONED:
            found.demand_awaited()
            found = found.given_up(now)
            self._uploads.save(found, now)
        if found.multipart is not None:
            self._objects.abort(found.key, found.multipart)
        return found

    def _awaited(self, who: Asker, upload: UploadId) -> tuple[Sight, Upload]:
        sight = self._seeing.see(who, upload, self._clock())
        found = sight.demand_mine()
        found.demand_awaited()
        return sight, found

    def _in_parts(self, upload: Upload) -> str:
        if upload.multipart is None:
            raise WrongStateError("This file is sent whole.")
        return upload.multipart

    def _part(self, upload: Upload, of: str, number: int, until: datetime | None) -> PartAddress:
        size = part_size(upload.size, number)
        return PartAddress(number, size, self._addresses.part(upload.key, of, number, size, until))


def _is_whole(upload: Upload, part: Part) -> bool:
    return part.number <= parts_of(upload.size) and part.size == part_size(upload.size, part.number)
