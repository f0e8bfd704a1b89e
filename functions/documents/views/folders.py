"""How folders are shown."""

from functions.documents.contracts.folders import FolderView, PortalFolderView
from shared.domain.ids import ContactId
from shared.published.documents import FolderRecord


def folder(of: FolderRecord) -> FolderView:
    overrides = [
        {"contact_id": contact, "permission": permission.value} for contact, permission in sorted(of.overrides.items())
    ]
    return FolderView.model_validate(
        {
            "id": of.id,
            "account_id": of.account,
            "name": of.name,
            "parent_id": of.parent,
            "top_id": of.top,
            "permission": of.permission.value,
            "overrides": overrides,
            "private": of.is_private,
            "main": of.is_main,
        }
    )


def portal_folder(of: FolderRecord, to: ContactId) -> PortalFolderView:
    return PortalFolderView.model_validate(
        {
            "id": of.id,
            "account_id": of.account,
            "name": of.name,
            "parent_id": of.parent,
            "permission": of.permission_of(to).value,
            "main": of.is_main,
        }
    )
