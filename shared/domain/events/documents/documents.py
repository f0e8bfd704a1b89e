"""Documents, from their filing to their end."""

from typing import Annotated, ClassVar

from shared.domain.events.documents.event import DocumentsEvent
from shared.domain.events.event import Personal
from shared.domain.ids import FolderId, MemberId, UploadId


class DocumentEvent(DocumentsEvent):
    """What became of a document, which lies in `folder`."""

    folder: FolderId
    document_name: Annotated[str, Personal]


class DocumentVersionEvent(DocumentEvent):
    """Something about one of its versions."""

    document_version: int


class DocumentViewed(DocumentVersionEvent):
    """Somebody looked at it; `is_first` when it was the first of the team, or of the account's people."""

    name: ClassVar[str] = "document.viewed"

    is_first: bool


class DocumentDownloaded(DocumentVersionEvent):
    """Somebody was given an address that fetches it; `is_first` as with looking."""

    name: ClassVar[str] = "document.downloaded"

    is_first: bool


class DocumentRenamed(DocumentEvent):
    """It has another name; `is_automatic` when it was recognised, and not somebody's choice."""

    name: ClassVar[str] = "document.renamed"

    before: Annotated[str, Personal]
    is_automatic: bool


class DocumentMoved(DocumentEvent):
    """It lies in another folder of its account; a namesake there made it be numbered."""

    name: ClassVar[str] = "document.moved"

    before: FolderId


class DocumentTrashed(DocumentEvent):
    """It is gone for everybody but the team, which can restore it for 120 days."""

    name: ClassVar[str] = "document.trashed"


class DocumentRestored(DocumentEvent):
    name: ClassVar[str] = "document.restored"


class DocumentPurged(DocumentsEvent):
    """It is gone for good, and its bytes with it. Its name is not told again."""

    name: ClassVar[str] = "document.purged"

    folder: FolderId


class DocumentThreatFound(DocumentVersionEvent):
    """The scanner found a threat in a version of it after it was filed: nobody is handed that version any more."""

    name: ClassVar[str] = "document.threat_found"

    is_private: bool
    upload: UploadId
    is_released: bool
    uploader_kind: str
    uploader: str


class DocumentApprovalRequested(DocumentVersionEvent):
    """The firm asks the account's people to approve it."""

    name: ClassVar[str] = "document.approval_requested"


class DocumentApproved(DocumentVersionEvent):
    """One of the account's people approved it, as the member `asked_by` had asked."""

    name: ClassVar[str] = "document.approved"

    asked_by: MemberId | None


class DocumentDisapproved(DocumentVersionEvent):
    name: ClassVar[str] = "document.disapproved"

    asked_by: MemberId | None
    reason: Annotated[str, Personal]


EVENTS = (
    DocumentViewed,
    DocumentDownloaded,
    DocumentRenamed,
    DocumentMoved,
    DocumentTrashed,
    DocumentRestored,
    DocumentPurged,
    DocumentThreatFound,
    DocumentApprovalRequested,
    DocumentApproved,
    DocumentDisapproved,
)
