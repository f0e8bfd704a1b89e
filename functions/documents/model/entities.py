"""Folders, documents and their versions."""

from datetime import datetime
from enum import StrEnum

from shared.domain.entities import Entity
from shared.domain.ids import ContactId, LinkId
from shared.domain.principals import ActorKind
from shared.published.documents import DocumentRecord, FolderRecord, VersionRecord


class Origin(StrEnum):
    """By which way a document came."""

    TEAM = "team"
    PORTAL = "portal"
    CHAT = "chat"
    REQUEST = "request"
    ORGANIZER = "organizer"
    UPLOAD_LINK = "upload_link"


class Uploader(Entity):
    """Who put it in. A bearer's name is what somebody called themselves."""

    kind: ActorKind
    id: str
    name: str
    contact: ContactId | None = None
    link: LinkId | None = None


class Approval(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    DISAPPROVED = "disapproved"


class Folder(FolderRecord):
    """A folder as the room writes it; `documents` counts those that lie in it, while it is not the account's own."""

    documents: int = 0


class Document(DocumentRecord):
    """A document as the room writes it. `original_name` never changes; the states hold together.

    `viewed_at` is when the team first opened it: until then whoever put it in may rename and trash it. `named_by_hand`
    tells that somebody chose its name, which no automatic renaming overrules.
    """

    original_name: str
    origin: Origin
    uploader: Uploader
    created_at: datetime
    changed_at: datetime
    viewed_at: datetime | None = None
    viewed_by_client_at: datetime | None = None
    named_by_hand: bool = False
    renamed_automatically: bool = False
    approval: Approval | None = None
    approval_reason: str | None = None
    approval_by: str | None = None
    sealed_at: datetime | None = None


class Version(VersionRecord):
    """A version as the room writes it."""

    uploader: Uploader
    created_at: datetime
