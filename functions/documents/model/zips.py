"""Several documents in one file, made in the background for whoever asked for it.

`making → ready | failed`, and gone after a day. It is handed out only while each of its documents would be. Its id
follows from whom it is for and what is in it, so that the same asked for again is the one that stands.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from functions.documents.model.entities import Document, Version
from functions.documents.model.names import numbered
from shared.domain.entities import Entity, Rewritten
from shared.domain.errors import ConflictError, PorticoError
from shared.domain.ids import AccountId, DocumentId, FirmId, FolderId, ZipId, bare, digest

PREFIX = "zips"
# With the locks and folders of each, and who asks, one request reads all there is to them.
MOST_DOCUMENTS = 30
MOST_BYTES = 1024**3
KEPT_FOR = timedelta(days=1)
# One that is not made by then is asked for anew, and so is one that is over before that.
WORTH_WAITING_FOR = timedelta(hours=1)
MOST_TRIES = 3
TYPE = "application/zip"


class ZipTooLargeError(PorticoError):
    """The detail says how much one may hold."""

    status = 422
    code = "ZIP_TOO_LARGE"
    title = "These documents are too much for one file."


class ZipNotReadyError(ConflictError):
    code = "ZIP_NOT_READY"
    title = "This file is still being put together."


class ZipFailedError(ConflictError):
    code = "ZIP_FAILED"
    title = "This file could not be put together; ask for another."


class ZipOutdatedError(ConflictError):
    code = "ZIP_OUTDATED"
    title = "A document in this file has changed; ask for another."


class ZipState(StrEnum):
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


class Entry(Entity):
    """One document in it: the version it had when it was asked for, where its bytes lie, and what it is called."""

    document: DocumentId
    version: int
    folder: FolderId
    name: str
    key: str
    object_version: str | None = None
    size: int


class LeftOut(Entity):
    """One that was asked for and is not in it, by the code of what kept it back."""

    document: DocumentId
    code: str


class Zip(Rewritten):
    """A file of several documents. `owner` alone is given it: a member, a person, or one visit of a link."""

    firm: FirmId
    id: ZipId
    account: AccountId
    owner: str
    state: ZipState = ZipState.MAKING
    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...] = ()
    created_at: datetime
    tries: int = 0
    size: int | None = None
    object_version: str | None = None
    failed_for: str | None = None

    @property
    def key(self) -> str:
        return f"{PREFIX}/{bare(self.firm)}/{bare(self.id)}"

    @property
    def expires_at(self) -> datetime:
        return self.created_at + KEPT_FOR

    @property
    def name(self) -> str:
        return f"Documents {self.created_at:%Y-%m-%d}.zip"

    def is_over(self, now: datetime) -> bool:
        return now >= self.expires_at

    def demand_ready(self) -> None:
        if self.state is ZipState.MAKING:
            raise ZipNotReadyError
        if self.state is ZipState.FAILED:
            raise ZipFailedError

    def made(self, size: int, object_version: str | None) -> Self:
        return self.model_copy(update={"state": ZipState.READY, "size": size, "object_version": object_version})

    def failed(self, why: str) -> Self:
        return self.model_copy(update={"state": ZipState.FAILED, "failed_for": why})


class ZipStandsError(Exception):
    """The same was asked for before, by the same, and is being made or there. Not a refusal: it is what they get."""

    def __init__(self, standing: Zip) -> None:
        super().__init__("asked for before")
        self.standing = standing


def zip_id(owner: str, entries: Iterable[Entry], left_out: Iterable[LeftOut]) -> ZipId:
    """Name the file of these documents, as they are now, for one who may have it; in whichever order they are named."""
    within = sorted(f"{each.document} {each.version} {each.folder} {each.name}" for each in entries)
    without = sorted(f"{each.document} {each.code}" for each in left_out)
    return ZipId(f"zip_{digest('zip', owner, *within, '', *without)}")


def entries_of(wanted: Iterable[tuple[Document, Document | Version]]) -> tuple[Entry, ...]:
    """Give each document its place, under a name no other has whatever its case; ZipTooLargeError when it is too much.

    Names of documents are safe already: no separators, nothing unseen, 150 characters at most.
    """
    entries: list[Entry] = []
    taken: set[str] = set()
    for document, served in wanted:
        name = next(each for n in range(1, 1000) if (each := numbered(document.name, n)).casefold() not in taken)
        taken.add(name.casefold())
        entries.append(
            Entry(
                document=document.id,
                version=served.version,
                folder=document.folder,
                name=name,
                key=served.key,
                object_version=served.object_version,
                size=served.size,
            )
        )
    if sum(each.size for each in entries) > MOST_BYTES:
        raise ZipTooLargeError(f"One file holds {MOST_BYTES // 1024**2} MB at most.")
    return tuple(entries)
