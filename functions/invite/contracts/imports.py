"""Imports and exports of accounts and contacts."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from functions.invite.contracts.words import NamedView
from functions.invite.model.imports import MAX_BYTES
from shared.domain.texts import Message, Name
from shared.http import Contract, View

type Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
type ExportKind = Literal["accounts", "contacts", "people"]
type ExportFormat = Literal["csv", "json"]


class PrepareImport(Contract):
    """A CSV file to be uploaded: its name, its size in bytes, its SHA-256 in hexadecimal."""

    name: Name
    size: Annotated[int, Field(ge=1, le=MAX_BYTES)]
    sha256: Digest


class RunImport(Contract):
    """How a checked file is taken in."""

    skip_bad: bool = False
    send_invitations: bool = False
    message: Message | None = None


class UploadView(View):
    """Where to post the file (multipart/form-data) within five minutes: these fields first, then `file`."""

    url: str
    fields: dict[str, str]


class PreparedImportView(View):
    """An import, and where its file goes."""

    id: str
    upload: UploadView


class FindingView(View):
    """What keeps a whole file from being read: the row, a code, and the column if it is one's fault."""

    row: int
    code: str
    column: str | None
    message: str


class ImportCheckView(View):
    """What a check came to so far. The job's report tells it row by row; the counts are of what would be added."""

    job_id: str
    rows: int | None
    good: int
    bad: int
    warnings: int
    accounts: int
    contacts: int
    ties: int
    logins: int
    unknown_columns: list[str]
    ignored_columns: list[str]
    problem: FindingView | None


class ImportRunView(View):
    """What taking it in came to so far."""

    job_id: str
    rows: int | None
    done: int
    skipped: int
    accounts: int
    contacts: int
    invitations: int


class ImportView(View):
    """An import and how far it has come."""

    id: str
    name: str
    size: int
    state: Literal["awaiting_file", "checking", "unreadable", "checked", "running", "stopped", "done"]
    prepared_by: NamedView
    created_at: datetime
    check: ImportCheckView | None
    run: ImportRunView | None


class StartExport(Contract):
    """What to export: accounts, contacts, or people, which is both with what ties them together."""

    kind: ExportKind
    format: ExportFormat = "csv"


class ExportView(View):
    """An export. Once it is `downloadable` its file can be asked for."""

    id: str
    kind: ExportKind
    format: ExportFormat
    state: Literal["queued", "running", "finished", "failed", "cancelled"]
    count: int
    created_at: datetime
    downloadable: bool


class DownloadView(View):
    """The address that fetches a file, as an attachment and for five minutes."""

    url: str
