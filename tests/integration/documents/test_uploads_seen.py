"""What is on its way, or came, is seen by those who may see the folder it is for as that is now."""

from typing import Any

import pytest

from shared.domain.ids import MemberId
from tests.fakes.http import claims
from tests.integration.arriving import PDF
from tests.integration.documents.test_folders import deleted, edited, made
from tests.integration.house import House


@pytest.fixture
def account(house):
    return house.account()


@pytest.fixture
def folder(house, account):
    return made(house, account)


def _assigned(house: House, account: str, name: str, *rights: str) -> dict[str, str]:
    member = house.colleague(name, rights=rights)
    assert house.call("PUT", f"/v1/accounts/{account}/assigned/{member}").status == 200
    return claims(house.firm, MemberId(member))


def _seen(house: House, account: str, upload: str, who: dict[str, str]) -> tuple[int, list[str]]:
    """What somebody is answered of one upload, and which of the account's they see listed."""
    listed: Any = house.call("GET", "/v1/uploads", query={"account": account}, who=who).json
    return house.call("GET", f"/v1/uploads/{upload}", who=who).status, [each["id"] for each in listed["items"]]


def test_upload_is_seen_as_its_folder_is_now_and_not_as_it_was_when_it_was_announced(house, arrivals, account, folder):
    upload = arrivals.announced(account, folderId=folder)["upload"]["id"]
    reads, manages = _assigned(house, account, "Emil"), _assigned(house, account, "Mona", "manage_documents")
    assert _seen(house, account, upload, reads) == (200, [upload])
    assert edited(house, account, folder, private=True).status == 200
    assert _seen(house, account, upload, reads) == (404, [])
    assert _seen(house, account, upload, manages) == (200, [upload])
    assert edited(house, account, folder, private=False).status == 200
    assert _seen(house, account, upload, reads) == (200, [upload])


def test_upload_for_a_folder_that_is_gone_is_seen_by_those_who_manage_documents(house, arrivals, account, folder):
    upload = arrivals.announced(account, folderId=folder)["upload"]["id"]
    reads, manages = _assigned(house, account, "Emil"), _assigned(house, account, "Mona", "manage_documents")
    assert deleted(house, account, folder).status == 200
    assert _seen(house, account, upload, reads) == (404, [])
    assert _seen(house, account, upload, manages) == (200, [upload])


def test_upload_of_a_next_version_is_seen_where_the_document_lies_by_then(house, arrivals, account, folder):
    document = house.cabinet.document(account)
    announced = arrivals.announced(account, PDF + b"next", documentId=document)
    reads = _assigned(house, account, "Emil")
    assert edited(house, account, folder, private=True).status == 200
    tag = house.call("GET", f"/v1/documents/{document}").headers["etag"]
    moved = house.call("POST", f"/v1/documents/{document}/move", body={"folderId": folder}, headers={"if-match": tag})
    assert moved.status == 200
    arrivals.take_in(*arrivals.post(announced, PDF + b"next"))
    assert _seen(house, account, announced["upload"]["id"], reads) == (404, [])
    (event,) = [each for each in house.cloud.announced() if each["name"] == "document.uploaded"]
    assert (event["data"]["folder"], event["data"]["isPrivate"]) == (folder, True)


def test_page_of_uploads_costs_the_same_into_however_many_folders_they_went(house, arrivals, account):
    reads = _assigned(house, account, "Emil")
    for number in range(3):
        arrivals.announced(account, folderId=made(house, account, f"Taxes {number}", private=number == 1))
    client = house.cloud.client("dynamodb")
    before = len(client.calls)
    listed = house.call("GET", "/v1/uploads", query={"account": account}, who=reads).json["items"]
    assert len(listed) == 2
    assert len(client.calls) - before == 2
