"""The record."""

from shared.capability.model import LinkKind
from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route

OFTEN = (("action", "client.signed_up"), ("from", "2026-01-01T00:00:00Z"), ("to", "2027-01-01T00:00:00Z"))


def everything(house: House) -> Request:
    house.active()
    house.record()
    return Request("GET", "/v1/activity", who=house.owner)


def of_account(house: House) -> Request:
    everything(house)
    (account,) = house.person().accounts
    return Request("GET", f"/v1/activity/accounts/{account}", who=house.owner)


def of_person(house: House) -> Request:
    listed = of_account(house)
    return Request("GET", f"{listed.path}/persons/{house.person().id}", who=house.owner)


def of_document(house: House) -> Request:
    account = house.account()
    document = house.cabinet.document(account)
    for seen in range(1, FILLED + 1):
        how = {"body": {"name": f"W-2 {seen}.pdf"}, "headers": {"if-match": f'"{seen}"'}}
        assert house.call("PATCH", f"/v1/documents/{document}", **how).status == 200
        house.wait(seconds=1)
    house.record()
    return Request("GET", f"/v1/activity/accounts/{account}/documents/{document}", who=house.owner)


def of_link(house: House) -> Request:
    account = house.account()
    link = house.outside.sent(LinkKind.SHARE, account, house.cabinet.document(account)).link
    for _ in range(FILLED):
        assert house.call("POST", f"/v1/links/{link}/recipients/1/address").status == 200
        house.wait(seconds=1)
    house.record()
    return Request("GET", f"/v1/activity/accounts/{account}/links/{link}", who=house.owner)


def of_folder(house: House) -> Request:
    account = house.account()
    folder = house.made("/v1/folders", {"accountId": account, "name": "Taxes"})["id"]
    for seen in range(1, FILLED + 1):
        how = {"body": {"name": f"Taxes {seen}"}, "headers": {"if-match": f'"{seen}"'}}
        answer = house.call("PATCH", f"/v1/folders/{folder}", query={"account": account}, **how)
        assert answer.status == 200, answer.text
        house.wait(seconds=1)
    house.record()
    return Request("GET", f"/v1/activity/accounts/{account}/folders/{folder}", who=house.owner)


def of_contact(house: House) -> Request:
    contact = house.contact()
    for seen in range(1, FILLED + 1):
        how = {"body": {"name": f"Jane {seen}"}, "headers": {"if-match": f'"{seen}"'}}
        answer = house.call("PATCH", f"/v1/contacts/{contact}", **how)
        assert answer.status == 200, answer.text
        house.wait(seconds=1)
    house.record()
    return Request("GET", f"/v1/activity/contacts/{contact}", who=house.owner)


def filled(house: House) -> Request:
    account = house.account()
    for seen in range(1, FILLED):
        how = {"body": {"name": f"Doe {seen}"}, "headers": {"if-match": f'"{seen}"'}}
        assert house.call("PATCH", f"/v1/accounts/{account}", **how).status == 200
        house.wait(seconds=1)
    house.record()
    return Request("GET", f"/v1/activity/accounts/{account}", who=house.owner)


KEEPING = ("manage_documents", "view_all_accounts")
MANAGING = ("manage_accounts", "view_all_accounts")
ROUTES = (
    Route("listActivity", "/v1/activity", "staff", 200, everything, fill=everything, is_lasting=True, filters=OFTEN),
    Route(
        "listAccountActivity",
        "/v1/activity/accounts/{account_id}",
        "staff",
        200,
        of_account,
        needs=MANAGING,
        fill=filled,
        is_lasting=True,
        filters=OFTEN,
    ),
    Route(
        "listPersonActivity",
        "/v1/activity/accounts/{account_id}/persons/{person_id}",
        "staff",
        200,
        of_person,
        needs=MANAGING,
        fill=of_person,
        is_lasting=True,
        filters=OFTEN,
    ),
    Route(
        "listDocumentActivity",
        "/v1/activity/accounts/{account_id}/documents/{document_id}",
        "staff",
        200,
        of_document,
        needs=KEEPING,
        fill=of_document,
        is_lasting=True,
        filters=OFTEN,
    ),
    Route(
        "listFolderActivity",
        "/v1/activity/accounts/{account_id}/folders/{folder_id}",
        "staff",
        200,
        of_folder,
        needs=KEEPING,
        fill=of_folder,
        is_lasting=True,
        filters=OFTEN,
    ),
    Route(
        "listContactActivity",
        "/v1/activity/contacts/{contact_id}",
        "staff",
        200,
        of_contact,
        needs=("manage_contacts",),
        fill=of_contact,
        is_lasting=True,
        filters=OFTEN,
    ),
    Route(
        "listLinkActivity",
        "/v1/activity/accounts/{account_id}/links/{link_id}",
        "staff",
        200,
        of_link,
        needs=KEEPING,
        fill=of_link,
        is_lasting=True,
        filters=OFTEN,
    ),
)
