"""Documents, for the team."""

from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route

MANAGES = ("manage_documents", "view_all_accounts")
SEEN = {"if-match": '"1"'}


def filed(house: House) -> tuple[str, str]:
    """An account with a document in its own folder."""
    account = house.account()
    return account, house.cabinet.document(account)


def list_documents(house: House) -> Request:
    account, _ = filed(house)
    house.cabinet.document(account, "1099-INT.pdf")
    return Request("GET", "/v1/documents", who=house.owner, query={"account": account})


def documents(house: House) -> Request:
    account = house.account()
    for number in range(FILLED):
        house.cabinet.document(account, f"W-2 {number}.pdf")
    return Request("GET", "/v1/documents", who=house.owner, query={"account": account})


def read_document(house: House) -> Request:
    return Request("GET", f"/v1/documents/{filed(house)[1]}", who=house.owner)


def list_versions(house: House) -> Request:
    document = filed(house)[1]
    house.cabinet.version(document)
    return Request("GET", f"/v1/documents/{document}/versions", who=house.owner)


def versions(house: House) -> Request:
    document = filed(house)[1]
    for _ in range(FILLED):
        house.cabinet.version(document)
    return Request("GET", f"/v1/documents/{document}/versions", who=house.owner)


def rename_document(house: House) -> Request:
    return Request("PATCH", f"/v1/documents/{filed(house)[1]}", {"name": "2025 W-2.pdf"}, SEEN, house.owner)


def move_document(house: House) -> Request:
    account, document = filed(house)
    folder = house.cabinet.folder(account)
    return Request("POST", f"/v1/documents/{document}/move", {"folderId": folder}, SEEN, house.owner)


def trash_document(house: House) -> Request:
    return Request("POST", f"/v1/documents/{filed(house)[1]}/trash", who=house.owner)


def restore_document(house: House) -> Request:
    document = filed(house)[1]
    house.call("POST", f"/v1/documents/{document}/trash")
    return Request("POST", f"/v1/documents/{document}/restore", who=house.owner)


def download_document(house: House) -> Request:
    return Request("POST", f"/v1/documents/{filed(house)[1]}/download", {}, who=house.owner)


def ask_approval(house: House) -> Request:
    return Request("POST", f"/v1/documents/{filed(house)[1]}/approval", who=house.owner)


ROUTES = (
    Route(
        "listDocuments",
        "/v1/documents",
        "staff",
        200,
        list_documents,
        needs=("view_all_accounts",),
        fill=documents,
        filters=(("search", "w-2"), ("trashed", "true")),
    ),
    Route("readDocument", "/v1/documents/{document_id}", "staff", 200, read_document, needs=("view_all_accounts",)),
    Route(
        "listDocumentVersions",
        "/v1/documents/{document_id}/versions",
        "staff",
        200,
        list_versions,
        needs=("view_all_accounts",),
        fill=versions,
        is_lasting=True,
    ),
    Route(
        "renameDocument",
        "/v1/documents/{document_id}",
        "staff",
        200,
        rename_document,
        ("document.renamed",),
        needs=MANAGES,
        instead={"name": "2024 W-2.pdf"},
    ),
    Route(
        "moveDocument",
        "/v1/documents/{document_id}/move",
        "staff",
        200,
        move_document,
        ("document.moved",),
        sets_state=True,
        needs=MANAGES,
        instead={},
        names=True,
    ),
    Route(
        "trashDocument",
        "/v1/documents/{document_id}/trash",
        "staff",
        200,
        trash_document,
        ("document.trashed",),
        needs=MANAGES,
        sets_state=True,
    ),
    Route(
        "restoreDocument",
        "/v1/documents/{document_id}/restore",
        "staff",
        200,
        restore_document,
        ("document.restored",),
        needs=MANAGES,
        sets_state=True,
    ),
    Route(
        "downloadDocument",
        "/v1/documents/{document_id}/download",
        "staff",
        200,
        download_document,
        ("document.downloaded",),
        takes_key=True,
        needs=("view_all_accounts",),
        instead={"purpose": "view"},
    ),
    Route(
        "askApproval",
        "/v1/documents/{document_id}/approval",
        "staff",
        200,
        ask_approval,
        ("document.approval_requested",),
        needs=MANAGES,
        sets_state=True,
    ),
)
