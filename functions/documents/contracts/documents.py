"""Documents on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from functions.documents.contracts.words import ApprovalName, FileName, Identifier, OriginName
from shared.domain.texts import Message
from shared.http import Contract, View

type VersionNumber = Annotated[int, Field(ge=1, le=9999)]


class RenameDocument(Contract):
    """The name it is to have; one that is taken in its folder is numbered."""

    name: FileName


class MoveDocument(Contract):
    """The folder of its account it is to lie in."""

    folder_id: Identifier


class DownloadDocument(Contract):
    """Which version, the current one unless another is named, and whether to look at it or to keep it."""

    version: VersionNumber | None = None
    purpose: Literal["view", "download"] = "download"


class DisapproveDocument(Contract):
    """Why; the firm reads it."""

    reason: Annotated[Message, StringConstraints(min_length=1)]


class DocumentUploaderView(View):
    """Who put it in. A bearer's name is what somebody called themselves."""

    kind: Literal["member", "person", "bearer", "system"]
    id: str
    name: str


class ApprovalView(View):
    """What was asked or said of the current version."""

    state: ApprovalName
    reason: str | None


class DocumentView(View):
    """A document as the team sees it; `viewedAt` is when the team first opened it."""

    id: str
    account_id: str
    folder_id: str
    name: str
    original_name: str
    type: str
    size: int
    sha256: str
    version: int
    origin: OriginName
    uploader: DocumentUploaderView
    created_at: datetime
    changed_at: datetime
    viewed_at: datetime | None
    viewed_by_client_at: datetime | None
    released: bool
    renamed_automatically: bool
    approval: ApprovalView | None
    trashed_at: datetime | None
    purges_at: datetime | None


class PortalDocumentView(View):
    """A document as one of the account's people sees it; `mine` may be renamed and trashed while `changeable`."""

    id: str
    account_id: str
    folder_id: str
    name: str
    original_name: str
    type: str
    size: int
    version: int
    uploaded_by: str
    mine: bool
    changeable: bool
    new: bool
    created_at: datetime
    changed_at: datetime
    approval: ApprovalView | None
    trashed_at: datetime | None


class DocumentVersionView(View):
    """One version of a document, as it was put in."""

    document_id: str
    version: int
    type: str
    size: int
    sha256: str
    uploaded_by: str
    released: bool
    created_at: datetime


class DocumentDownloadView(View):
    """An address that fetches this version as an attachment, until `expiresAt`; the name is the document's."""

    url: str
    expires_at: datetime
    name: str
    version: int
    type: str
    size: int
    sha256: str
