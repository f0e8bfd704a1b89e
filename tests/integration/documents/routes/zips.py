"""Several documents in one file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from functions.documents import zips
from tests.fakes.cloud import queue_event
from tests.fakes.http import claims, context
from tests.integration.house import House, Request
from tests.integration.outside import Given
from tests.integration.route import Route


def make(house: House) -> None:
    """Let what was asked for be made."""
    asked = [{"detail": each} for each in house.cloud.announced() if each["name"] == "zip.requested"]
    zips.handler(queue_event(*asked), context())


def _kept(house: House, account: str | None = None) -> tuple[str, list[str]]:
    """An account with two documents."""
    account = account or house.account()
    return account, [house.cabinet.document(account, name) for name in ("W-2.pdf", "1099-INT.pdf")]


def fewer(body: Any) -> dict[str, Any]:
    """The first of the documents alone."""
    return {"documentIds": body["documentIds"][:1]}


def ask_zip(house: House) -> Request:
    account, documents = _kept(house)
    return Request("POST", "/v1/zips", who=house.owner, body={"accountId": account, "documentIds": documents})


def read_zip(house: House) -> Request:
    return Request("GET", f"/v1/zips/{_made(house)}", who=house.owner)


def download_zip(house: House) -> Request:
    return Request("POST", f"/v1/zips/{_made(house)}/download", who=house.owner)


def ask_portal_zip(house: House) -> Request:
    jane, account = _jane(house)
    body = {"accountId": account, "documentIds": _kept(house, account)[1]}
    return Request("POST", "/v1/portal/zips", who=jane, body=body)


def read_portal_zip(house: House) -> Request:
    made, jane = _janes(house)
    return Request("GET", f"/v1/portal/zips/{made}", who=jane)


def download_portal_zip(house: House) -> Request:
    made, jane = _janes(house)
    return Request("POST", f"/v1/portal/zips/{made}/download", who=jane)


def ask_guest_zip(house: House) -> Request:
    account, documents = _kept(house)
    given = house.outside.share(account, *documents, name="Jane Doe")
    return Request("POST", "/v1/guest/zips", body={"documentIds": documents}, headers=given.headers)


def read_guest_zip(house: House) -> Request:
    made, given = _bearers(house)
    return Request("GET", f"/v1/guest/zips/{made}", headers=given.headers)


def download_guest_zip(house: House) -> Request:
    made, given = _bearers(house)
    return Request("POST", f"/v1/guest/zips/{made}/download", headers=given.headers)


def _made(house: House) -> str:
    return _asked(house, ask_zip(house))


def _asked(house: House, request: Request) -> str:
    one = replace(request, body={**request.body, **fewer(request.body)})
    asked: str = house.send(one).json["id"]
    make(house)
    return asked


def _jane(house: House) -> tuple[Mapping[str, str], str]:
    jane = claims(house.firm, house.active())
    return jane, next(iter(house.person().accounts))


def _janes(house: House) -> tuple[str, Mapping[str, str]]:
    request = ask_portal_zip(house)
    assert request.who is not None
    return _asked(house, request), request.who


def _bearers(house: House) -> tuple[str, Given]:
    account, (document, _) = _kept(house)
    given = house.outside.share(account, document, name="Jane Doe")
    request = Request("POST", "/v1/guest/zips", body={"documentIds": [document]}, headers=given.headers)
    return _asked(house, request), given


ROUTES = (
    Route(
        "askZip",
        "/v1/zips",
        "staff",
        202,
        ask_zip,
        ("zip.requested",),
        takes_key=True,
        instead=fewer,
        names=True,
        needs=("view_all_accounts",),
    ),
    Route("readZip", "/v1/zips/{zip_id}", "staff", 200, read_zip, is_own=True),
    Route(
        "downloadZip",
        "/v1/zips/{zip_id}/download",
        "staff",
        200,
        download_zip,
        ("document.downloaded",),
        takes_key=True,
        is_own=True,
    ),
    Route(
        "askPortalZip",
        "/v1/portal/zips",
        "client",
        202,
        ask_portal_zip,
        ("zip.requested",),
        takes_key=True,
        instead=fewer,
        names=True,
    ),
    Route("readPortalZip", "/v1/portal/zips/{zip_id}", "client", 200, read_portal_zip, is_own=True),
    Route(
        "downloadPortalZip",
        "/v1/portal/zips/{zip_id}/download",
        "client",
        200,
        download_portal_zip,
        ("document.downloaded",),
        takes_key=True,
        is_own=True,
    ),
    Route(
        "askGuestZip",
        "/v1/guest/zips",
        "bearer",
        202,
        ask_guest_zip,
        ("zip.requested",),
        takes_key=True,
        instead=fewer,
        names=True,
        bears=True,
    ),
    Route("readGuestZip", "/v1/guest/zips/{zip_id}", "bearer", 200, read_guest_zip, bears=True),
    Route(
        "downloadGuestZip",
        "/v1/guest/zips/{zip_id}/download",
        "bearer",
        200,
        download_guest_zip,
        ("link.used", "document.downloaded"),
        sets_state=True,
        bears=True,
    ),
)
