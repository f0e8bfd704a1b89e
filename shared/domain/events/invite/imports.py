"""Imports and exports of accounts and contacts. How a job of either began and ended, the jobs' own events tell."""

from typing import Annotated, ClassVar

from shared.domain.events.event import Personal
from shared.domain.events.invite.event import InviteEvent


class ImportPrepared(InviteEvent):
    """A sheet was announced to be uploaded; the digest says which."""

    name: ClassVar[str] = "import.prepared"

    size: int
    sha256: str
    file_name: Annotated[str, Personal]


class ExportFinished(InviteEvent):
    """So much of the firm's clients was written into a file that can be fetched."""

    name: ClassVar[str] = "export.finished"

    kind: str
    format: str
    count: int


class ExportDownloaded(InviteEvent):
    """Somebody was given the address by which an export is fetched, with so much of the firm's clients in it."""

    name: ClassVar[str] = "export.downloaded"

    kind: str
    format: str
    count: int


EVENTS = (
    ImportPrepared,
    ExportFinished,
    ExportDownloaded,
)
