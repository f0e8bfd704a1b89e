"""Documents, for clients."""

from typing import Any

from functions.documents.model.entities import Origin, Uploader
from shared.domain.principals import ActorKind
from tests.fakes.http import claims
from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route

SEEN = {"if-match": '"1"'}


def own(house: House, **more: Any) -> tuple[str, str, dict[str, str]]:
    """A client who put a document into their account: account, document, and who they are."""
    person = house.active()
    (account,) = house.person().accounts
    uploader = Uploader(kind=ActorKind.PERSON, id=person, name="Jane Doe", contact=house.person().contact)
    document = house.cabinet.document(account, uploader=uploader, origin=Origin.PORTAL, **more)
    return account, document, claims(house.firm, person)


def list_documents(house: House) -> Request:
    account, _, who = own(house)
    house.cabinet.document(account, "1099-INT.pdf")
    return Request("GET", "/v1/portal/documents", who=who, query={"account": account})


def documents(house: House) -> Request:
    account, _, who = own(house)
    for number in range(FILLED):
        house.cabinet.document(account, f"W-2 {number}.pdf")
    return Request("GET", "/v1/portal/documents", who=who, query={"account": account})


def read_document(house: House) -> Request:
    _, document, who = own(house)
    return Request("GET", f"/v1/portal/documents/{document}", who=who)


def list_versions(house: House) -> Request:
    _, document, who = own(house)
    house.cabinet.version(document)
    return Request("GET", f"/v1/portal/documents/{document}/versions", who=who)


def versions(house: House) -> Request:
    request = list_versions(house)
    for _ in range(FILLED):
        house.cabinet.version(request.path.split("/")[4])
    return request


def rename_document(house: House) -> Request:
    _, document, who = own(house)
    return Request("PATCH", f"/v1/portal/documents/{document}", {"name": "2025 W-2.pdf"}, SEEN, who)


def trash_document(house: House) -> Request:
    _, document, who = own(house)
    return Request("POST", f"/v1/portal/documents/{document}/trash", who=who)


def download_document(house: House) -> Request:
    _, document, who = own(house)
    return Request("POST", f"/v1/portal/documents/{document}/download", {}, who=who)


def approve_document(house: House) -> Request:
    _, document, who = own(house)
    house.call("POST", f"/v1/documents/{document}/approval")
    return Request("POST", f"/v1/portal/documents/{document}/approve", who=who)


def disapprove_document(house: House) -> Request:
    _, document, who = own(house)
    house.call("POST", f"/v1/documents/{document}/approval")
    return Request("POST", f"/v1/portal/documents/{document}/disapprove", {"reason": "Wrong year."}, who=who)


ROUTES = (
    Route(
        "listPortalDocuments",
        "/v1/portal/documents",
        "client",
        200,
        list_documents,
        fill=documents,
        filters=(("search", "w-2"),),
    ),
    Route("readPortalDocument", "/v1/portal/documents/{document_id}", "client", 200, read_document),
    Route(
        "listPortalDocumentVersions",
        "/v1/portal/documents/{document_id}/versions",
        "client",
        200,
        list_versions,
        fill=versions,
        is_lasting=True,
    ),
    Route(
        "renamePortalDocument",
        "/v1/portal/documents/{document_id}",
        "client",
        200,
        rename_document,
        ("document.renamed",),
        instead={"name": "2024 W-2.pdf"},
    ),
    Route(
        "trashPortalDocument",
        "/v1/portal/documents/{document_id}/trash",
        "client",
        200,
        trash_document,
        ("document.trashed",),
        sets_state=True,
    ),
    Route(
        "downloadPortalDocument",
        "/v1/portal/documents/{document_id}/download",
        "client",
        200,
        download_document,
        ("document.downloaded",),
        takes_key=True,
        instead={"purpose": "view"},
    ),
    Route(
        "approveDocument",
        "/v1/portal/documents/{document_id}/approve",
        "client",
        200,
        approve_document,
        ("document.approved",),
        sets_state=True,
    ),
    Route(
        "disapproveDocument",
        "/v1/portal/documents/{document_id}/disapprove",
        "client",
        200,
        disapprove_document,
        ("document.disapproved",),
        sets_state=True,
    ),
)
