"""What an account leaves besides documents goes along with it, or for good."""

from collections.abc import Sequence
from typing import Protocol

from functions.documents.model.uploads import Upload, UploadState, filed_prefix
from functions.documents.model.zips import Zip
from shared.domain.ids import AccountId, FirmId, LinkId


class Remains(Protocol):
    """What this service asks of storage."""

    def uploads(self, firm: FirmId, account: AccountId) -> list[Upload]: ...
    def zips(self, firm: FirmId, account: AccountId) -> list[Zip]: ...
    def move_uploads(self, moved: Sequence[Upload], into: AccountId) -> None: ...
    def move_zips(self, zips: Sequence[Zip], into: AccountId) -> None: ...
    def forget_upload(self, upload: Upload) -> None: ...
    def forget_zip(self, of: Zip) -> None: ...
    def forget_done(self, firm: FirmId, account: AccountId) -> None: ...
    def forget_done_by_link(self, firm: FirmId, link: LinkId) -> None: ...


class Objects(Protocol):
    """Where the bytes lie."""

    def erase(self, prefix: str) -> None: ...
    def abort(self, key: str, upload: str) -> None: ...


class RemainsService:
    """Bytes go before the item that names them, so that whatever dies half way is found again."""

    def __init__(self, remains: Remains, objects: Objects) -> None:
        self._remains = remains
        self._objects = objects

    def move(self, firm: FirmId, account: AccountId, into: AccountId, most: int) -> int:
        """Move up to `most` uploads and zips; how many.

        Those on their way included: they are filed where they are by then, and made for whoever asked.
        """
        moved = 0
        while moved < most and (found := self._remains.uploads(firm, account)):
            self._remains.move_uploads([each.moved_along(into) for each in found], into)
            moved += len(found)
        while moved < most and (zips := self._remains.zips(firm, account)):
            self._remains.move_zips(zips, into)
            moved += len(zips)
        self._remains.forget_done(firm, account)
        return moved

    def erase(self, firm: FirmId, account: AccountId, most: int) -> int:
        """Take away up to `most` uploads and zips with their bytes; how many."""
        gone = 0
        while gone < most and (uploads := self._remains.uploads(firm, account)):
            for each in uploads[: most - gone]:
                self._take_away(each)
                gone += 1
        while gone < most and (zips := self._remains.zips(firm, account)):
            for zip_ in zips[: most - gone]:
                self._objects.erase(zip_.key)
                self._remains.forget_zip(zip_)
                gone += 1
        self._remains.forget_done(firm, account)
        return gone

    def _take_away(self, upload: Upload) -> None:
        if upload.multipart is not None and upload.state is UploadState.ISSUED:
            self._objects.abort(upload.key, upload.multipart)
        self._objects.erase(upload.key)
        if upload.state is not UploadState.FILED:
            self._objects.erase(filed_prefix(upload.firm, upload.own_document))
        if upload.by_link is not None:
            self._remains.forget_done_by_link(upload.firm, upload.by_link.link)
        self._remains.forget_upload(upload)
