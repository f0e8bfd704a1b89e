"""Links as the team makes them and looks at them."""

from datetime import timedelta
from typing import Any

from shared.capability.model import LinkKind
from tests.integration.house import CLIENT_EMAIL, House, Request
from tests.integration.outside import LOU, Given
from tests.integration.route import FILLED, Route

_EMPLOYEE = ("manage_documents", "view_all_accounts")


def given(house: House, **more: Any) -> Given:
    """A share link that runs out in a week, in Lou's hands."""
    account = house.account()
    until = house.cloud.clock.now + timedelta(days=7)
    return house.outside.sent(
        LinkKind.SHARE, account, house.cabinet.document(account), **{"expires_at": until, "max_uses": 5, **more}
    )


def create_share_link(house: House) -> Request:
    account, _ = house.tie()
    documents = [{"documentId": house.cabinet.document(account)}]
    contact = house.call("GET", f"/v1/accounts/{account}/ties").json["items"][0]["contact"]["id"]
    recipients = [
        {"email": CLIENT_EMAIL, "contactId": contact},
        {"email": LOU, "name": "Lou Law", "locale": "de", "needsCode": True, "expiresAt": "2026-12-01", "maxUses": 3},
    ]
    body = {"accountId": account, "documents": documents, "recipients": recipients, "message": "For the meeting."}
    return Request("POST", "/v1/links/share", body, who=house.owner)


def create_upload_link(house: House) -> Request:
    account = house.account()
    terms = {"maxFiles": 3, "types": ["application/pdf"], "wanted": ["W-2", "Bank statement"], "asksName": True}
    body = {
        "accountId": account,
        "folderId": house.cabinet.folder(account),
        "anyone": {"expiresAt": None},
        "terms": terms,
    }
    return Request("POST", "/v1/links/upload", body, who=house.owner)


def list_links(house: House) -> Request:
    given(house)
    return Request("GET", "/v1/links", who=house.owner)


def list_expiring_links(house: House) -> Request:
    given(house)
    return Request("GET", "/v1/links/expiring", who=house.owner)


def list_proposed_recipients(house: House) -> Request:
    account, _ = house.tie()
    return Request("GET", f"/v1/links/accounts/{account}/recipients", who=house.owner)


def proposed_recipients(house: House) -> Request:
    account = house.account()
    for number in range(FILLED):
        email = f"jane{number}@doe.example"
        house.tie(account, house.contact(f"Jane {number}", email), email)
    return Request("GET", f"/v1/links/accounts/{account}/recipients", who=house.owner)


def read_link(house: House) -> Request:
    return Request("GET", f"/v1/links/{given(house).link}", who=house.owner)


def links(house: House) -> Request:
    for _ in range(FILLED):
        given(house)
        house.wait(seconds=1)
    return Request("GET", "/v1/links", who=house.owner)


def expiring_links(house: House) -> Request:
    return Request("GET", "/v1/links/expiring", who=links(house).who)


ROUTES: tuple[Route, ...] = (
    Route(
        "createShareLink",
        "/v1/links/share",
        "staff",
        201,
        create_share_link,
        ("link.created", "link.sent", "link.sent"),
        takes_key=True,
        needs=_EMPLOYEE,
        instead={"message": "For another meeting."},
        names=True,
    ),
    Route(
        "createUploadLink",
        "/v1/links/upload",
        "staff",
        201,
        create_upload_link,
        ("link.created",),
        takes_key=True,
        needs=_EMPLOYEE,
        instead={"message": "Please."},
        names=True,
    ),
    Route("listLinks", "/v1/links", "staff", 200, list_links, needs=(), fill=links),
    Route(
        "listExpiringLinks",
        "/v1/links/expiring",
        "staff",
        200,
        list_expiring_links,
        needs=(),
        fill=expiring_links,
        is_lasting=True,
    ),
    Route(
        "listProposedRecipients",
        "/v1/links/accounts/{account_id}/recipients",
        "staff",
        200,
        list_proposed_recipients,
        needs=("view_all_accounts",),
        fill=proposed_recipients,
    ),
    Route("readLink", "/v1/links/{link_id}", "staff", 200, read_link, needs=("view_all_accounts",)),
)
