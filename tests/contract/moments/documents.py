"""Folders and documents."""

from tests.contract.moments.sent import Sent

STAGES = {
    "list_folders": Sent("filed"),
    "create_folder": Sent("empty cabinet", 201),
    "read_folder": Sent("filed"),
    "update_folder": Sent("filed"),
    "move_folder": Sent("filed"),
    "delete_folder": Sent("filed"),
    "list_portal_folders": Sent("filed"),
    "list_documents": Sent("filed"),
    "read_document": Sent("filed"),
    "list_document_versions": Sent("filed"),
    "rename_document": Sent("filed"),
    "move_document": Sent("filed"),
    "trash_document": Sent("filed"),
    "restore_document": Sent("thrown away"),
    "download_document": Sent("filed"),
    "ask_approval": Sent("filed"),
    "list_portal_documents": Sent("filed"),
    "read_portal_document": Sent("filed"),
    "list_portal_document_versions": Sent("filed"),
    "rename_portal_document": Sent("filed"),
    "trash_portal_document": Sent("filed"),
    "download_portal_document": Sent("filed"),
    "approve_document": Sent("approval asked"),
    "disapprove_document": Sent("approval asked"),
}
