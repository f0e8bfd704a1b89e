"""Several documents in one file, on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from functions.documents.contracts.words import Identifier
from functions.documents.model.zips import MOST_DOCUMENTS
from shared.http import Contract, View

type _Documents = Annotated[list[Identifier], Field(min_length=1, max_length=MOST_DOCUMENTS)]


class AskZip(Contract):
    """Documents of one account."""

    account_id: Identifier
    document_ids: _Documents


class AskGuestZip(Contract):
    """Documents of the link."""

    document_ids: _Documents


class ZippedDocumentView(View):
    """A document, and what it is called in the file."""

    document_id: str
    name: str
    version: int


class LeftOutView(View):
    """A document that is not in the file, and why, as a call for it would say it."""

    document_id: str
    code: str


class ZipView(View):
    """A file of several documents, which is there for a day; `size` once it is made, `failedFor` when it can't be."""

    id: str
    account_id: str
    state: Literal["making", "ready", "failed"]
    name: str
    documents: list[ZippedDocumentView]
    left_out: list[LeftOutView]
    size: int | None
    failed_for: str | None
    created_at: datetime
    expires_at: datetime


class ZipDownloadView(View):
    """An address for the file, good until `expiresAt`."""

    id: str
    name: str
    size: int | None
    url: str
    expires_at: datetime
