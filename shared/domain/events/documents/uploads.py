"""Files on their way in, and the documents they become."""

from typing import Annotated, ClassVar

from shared.domain.events.documents.event import DocumentsEvent
from shared.domain.events.event import Personal
from shared.domain.ids import DocumentId, FolderId, LinkId, UploadId


class DocumentUploaded(DocumentsEvent):
    """A file became a document, or the next version of one; whoever sent it is who did it.

    `came_by` is the link it was sent by, `wanted` the entry of its list it was sent for; `document_name` is the name
    it got, `file_name` the one it came with.
    """

    name: ClassVar[str] = "document.uploaded"

    document: DocumentId
    document_version: int
    folder: FolderId
    is_private: bool
    upload: UploadId
    origin: str
    uploader_kind: str
    came_by: LinkId | None
    wanted: str | None
    type: str
    size: int
    sha256: str
    is_released: bool
    document_name: Annotated[str, Personal]
    file_name: Annotated[str, Personal]
    uploader_name: Annotated[str, Personal]


class DocumentReleased(DocumentsEvent):
    """A member let a file in that no scanner found clean, and said why. Links never serve it."""

    name: ClassVar[str] = "document.released"

    document: DocumentId
    document_version: int
    folder: FolderId
    upload: UploadId
    held_for: str | None
    document_name: Annotated[str, Personal]
    reason: Annotated[str, Personal]


class UploadRejected(DocumentsEvent):
    """A file was not what it said, was infected, came too late or was turned away: its bytes are gone."""

    name: ClassVar[str] = "upload.rejected"

    upload: UploadId
    folder: FolderId
    rejected_for: str
    origin: str
    uploader_kind: str
    uploader: str
    came_by: LinkId | None
    size: int
    sha256: str
    file_name: Annotated[str, Personal]
    uploader_name: Annotated[str, Personal]
    reason: Annotated[str | None, Personal]


class UploadHeld(DocumentsEvent):
    """A file waits for a member to release it or turn it away: no scanner said what it holds."""

    name: ClassVar[str] = "upload.held"

    upload: UploadId
    folder: FolderId
    is_private: bool
    held_for: str
    origin: str
    uploader_kind: str
    came_by: LinkId | None
    file_name: Annotated[str, Personal]
    uploader_name: Annotated[str, Personal]


class UploadDoneSignalled(DocumentsEvent):
    """Somebody said that all they had to send is sent."""

    name: ClassVar[str] = "upload.done_signalled"

    surface: str
    came_by: LinkId | None
    signalled_by: Annotated[str, Personal]


EVENTS = (
    DocumentUploaded,
    DocumentReleased,
    UploadRejected,
    UploadHeld,
    UploadDoneSignalled,
)
