"""How documents are shown."""

from functions.documents.contracts.documents import (
    DocumentDownloadView,
    DocumentVersionView,
    DocumentView,
    PortalDocumentView,
)
from functions.documents.model.entities import TRASH_KEPT, Document, Version
from functions.documents.service.handing import Handed
from shared.domain.principals import Person
from shared.published.documents import FolderRecord, Permission


def document(of: Document) -> DocumentView:
    return DocumentView.model_validate(
        {
            **_either(of),
            "sha256": of.sha256,
            "origin": of.origin.value,
            "uploader": {"kind": of.uploader.kind.value, "id": of.uploader.id, "name": of.uploader.name},
            "viewed_at": of.viewed_at,
            "viewed_by_client_at": of.viewed_by_client_at,
            "released": of.is_released,
            "renamed_automatically": of.renamed_automatically,
            "purges_at": of.trashed_at + TRASH_KEPT if of.trashed_at else None,
        }
    )


def portal_document(of: Document, to: Person, where: FolderRecord | None) -> PortalDocumentView:
    may_edit = where is not None and where.permission_of(to.contact) is Permission.EDIT
    return PortalDocumentView.model_validate(
        {
            **_either(of),
            "uploaded_by": of.uploader.name,
            "mine": of.is_of(to),
            "changeable": may_edit and of.is_still_of(to) and of.trashed_at is None,
            "new": of.viewed_by_client_at is None and not of.is_of(to),
        }
    )


def version(of: Version) -> DocumentVersionView:
    return DocumentVersionView(
        document_id=of.document,
        version=of.version,
        type=of.type,
        size=of.size,
        sha256=of.sha256,
        uploaded_by=of.uploader.name,
        released=of.is_released,
        created_at=of.created_at,
    )


def download(of: Handed) -> DocumentDownloadView:
    return DocumentDownloadView(
        url=of.url,
        expires_at=of.expires_at,
        name=of.document.name,
        version=of.version,
        type=of.type,
        size=of.size,
        sha256=of.sha256,
    )


def _either(of: Document) -> dict[str, object]:
    approval = of.standing_approval
    return {
        "id": of.id,
        "account_id": of.account,
        "folder_id": of.folder,
        "name": of.name,
        "original_name": of.original_name,
        "type": of.type,
        "size": of.size,
        "version": of.version,
        "created_at": of.created_at,
        "changed_at": of.changed_at,
        "approval": {"state": approval.value, "reason": of.approval_reason} if approval else None,
        "trashed_at": of.trashed_at,
    }
