"""A file is announced, sent, found clean, and is a document."""

from typing import Any

import pytest

from tests.fakes.http import claims
from tests.integration.arriving import NOTHING, PDF, found, said, stored, tell
from tests.integration.documents.test_folders import deleted, made
from tests.integration.documents.upkeep import sweep as purged
from tests.integration.house import House


@pytest.fixture
def account(house):
    return house.account()


def _documents(house: House) -> list[dict[str, Any]]:
    return [each for each in house.cloud.items() if each["et"]["S"] == "DOCUMENT"]


def test_file_becomes_a_document_once_stored_and_found_clean(house, arrivals, account):
    announced = arrivals.announced(account)
    assert announced["upload"]["state"] == "issued"
    assert announced["parts"] is None
    key, version = arrivals.post(announced)
    assert tell(stored(house.cloud, key, version)) == NOTHING
    assert arrivals.read(announced["upload"]["id"])["state"] == "checking"
    assert _documents(house) == []
    assert tell(found(key, version)) == NOTHING
    upload = arrivals.read(announced["upload"]["id"])
    assert (upload["state"], upload["reason"]) == ("filed", None)
    (document,) = _documents(house)
    assert document["name"]["S"] == "W-2.pdf"
    assert house.cloud.fetch(document["key"]["S"]) == PDF
    assert arrivals.objects == {"files"}
    (event,) = [each for each in house.cloud.announced() if each["name"] == "document.uploaded"]
    assert event["actor"]["id"] == house.owner_id
    assert event["data"]["document"] == upload["documentId"]


def test_faults_17_and_19_verdict_may_come_before_the_news_of_what_was_stored(house, arrivals, account):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    assert tell(found(key, version)) == NOTHING
    assert _documents(house) == []
    assert tell(stored(house.cloud, key, version)) == NOTHING
    assert arrivals.read(announced["upload"]["id"])["state"] == "filed"
    assert len(_documents(house)) == 1


def test_fault_17_news_told_again_in_any_order_files_once(house, arrivals, account):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    news = (stored(house.cloud, key, version), found(key, version))
    assert tell(*news, *reversed(news), *news) == NOTHING
    assert len(_documents(house)) == 1
    assert house.names().count("document.uploaded") == 1
    assert arrivals.objects == {"files"}


def test_fault_17_storage_that_names_no_version_is_asked_for_it(house, arrivals, account):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    assert tell(stored(house.cloud, key, None), found(key, version), stored(house.cloud, key, None)) == NOTHING
    assert len(_documents(house)) == 1


def test_namesakes_in_a_folder_are_numbered(house, arrivals, account):
    arrivals.filed(account)
    arrivals.filed(account, PDF + b"other")
    assert sorted(each["name"]["S"] for each in _documents(house)) == ["W-2 (2).pdf", "W-2.pdf"]


def test_next_version_of_a_document_keeps_its_name_and_place(house, arrivals, account):
    first = arrivals.filed(account)
    upload = arrivals.filed(account, PDF + b"changed", name="Other.pdf", documentId=first["documentId"])
    assert upload["documentId"] == first["documentId"]
    (document,) = _documents(house)
    assert (document["name"]["S"], document["version"]["N"]) == ("W-2.pdf", "2")
    assert house.cloud.fetch(document["key"]["S"]) == PDF + b"changed"


def test_same_bytes_are_pointed_out_before_they_are_sent_again(house, arrivals, account):
    filed = arrivals.filed(account)
    again = arrivals.announced(account)
    assert again["alreadyReceived"] == {"documentId": filed["documentId"], "name": "W-2.pdf"}
    other = house.account("Roe Family")
    assert arrivals.announced(other)["alreadyReceived"] is None


def test_same_bytes_are_pointed_out_wherever_a_copy_of_them_lies_by_now(house, arrivals, account):
    first, folder = arrivals.filed(account)["documentId"], made(house, account)
    tag = house.call("GET", f"/v1/documents/{first}").headers["etag"]
    moved = house.call("POST", f"/v1/documents/{first}/move", body={"folderId": folder}, headers={"if-match": tag})
    assert moved.status == 200
    assert arrivals.announced(account)["alreadyReceived"] == {"documentId": first, "name": "W-2.pdf"}
    assert house.call("POST", f"/v1/documents/{first}/trash").status == 200
    assert arrivals.announced(account)["alreadyReceived"] is None
    assert deleted(house, account, folder).status == 200
    assert house.call("POST", f"/v1/documents/{first}/restore").status == 200
    assert arrivals.announced(account)["alreadyReceived"] == {"documentId": first, "name": "W-2.pdf"}


def test_copy_that_is_gone_or_hidden_hides_no_other(house, arrivals, account):
    first = arrivals.filed(account)["documentId"]
    house.wait(seconds=1)
    second = arrivals.filed(account)["documentId"]
    assert arrivals.announced(account)["alreadyReceived"]["documentId"] == second
    house.call("POST", f"/v1/documents/{second}/trash")
    assert arrivals.announced(account)["alreadyReceived"]["documentId"] == first
    house.wait(days=121)
    assert purged()["purged"] == 1
    assert arrivals.announced(account)["alreadyReceived"]["documentId"] == first
    arrivals.filed(account, PDF + b"next", documentId=first)
    assert arrivals.announced(account)["alreadyReceived"]["documentId"] == first


def test_client_is_pointed_to_the_copy_they_may_see(house, arrivals):
    person = house.active()
    (account,) = house.person().accounts
    seen = arrivals.filed(account)["documentId"]
    house.wait(seconds=1)
    arrivals.filed(account, folderId=made(house, account, private=True))
    client = claims(house.firm, person)
    announced = arrivals.announce("/v1/portal/uploads", said(accountId=account), who=client).json
    assert announced["alreadyReceived"]["documentId"] == seen


def test_announcement_repeated_under_its_key_is_the_same_upload(house, arrivals, account):
    headers = {"idempotency-key": "one"}
    first = arrivals.announce(body=said(accountId=account), headers=headers)
    second = arrivals.announce(body=said(accountId=account), headers=headers)
    assert (first.status, second.status) == (201, 201)
    assert first.json["upload"] == second.json["upload"]
    other = arrivals.announce(body=said(accountId=account, name="Other.pdf"), headers=headers)
    assert other.code == "IDEMPOTENCY_KEY_REUSED"


@pytest.mark.parametrize(
    ("name", "media_type", "size", "code"),
    [
        ("W-2.pdf", "application/pdf", 300_000_001, "FILE_TOO_LARGE"),
        ("page.html", "text/html", 10, "FILE_TYPE_REFUSED"),
        ("drawing.svg", "image/svg+xml", 10, "FILE_TYPE_REFUSED"),
        ("setup.exe", "application/octet-stream", 10, "FILE_TYPE_REFUSED"),
        ("setup.exe", "application/pdf", 10, "FILE_TYPE_REFUSED"),
        ("W-2.pdf.js", "application/pdf", 10, "FILE_TYPE_REFUSED"),
    ],
)
def test_what_is_not_taken_is_refused_before_it_is_sent(house, arrivals, account, name, media_type, size, code):
    body = said(name=name, media_type=media_type, accountId=account) | {"size": size}
    assert arrivals.announce(body=body).code == code
    assert not [each for each in house.cloud.items() if each["et"]["S"] == "UPLOAD"]


def test_firm_says_how_big_a_file_may_be_and_of_which_types(house, arrivals, account):
    settings = {"uploadCapMb": 1, "uploadTypes": ["image/png"]}
    answer = house.call("PATCH", "/v1/settings", body=settings, headers={"if-match": '"0"'})
    assert answer.status == 200, answer.text
    assert arrivals.announce(body=said(accountId=account)).code == "FILE_TYPE_REFUSED"
    png = said(name="a.png", media_type="image/png", accountId=account)
    assert arrivals.announce(body=png).status == 201
    assert arrivals.announce(body=png | {"size": 1_000_001}).code == "FILE_TOO_LARGE"


def test_what_was_for_a_document_in_the_trash_is_its_own_and_outlives_it(house, arrivals, account):
    first = arrivals.filed(account)["documentId"]
    announced = arrivals.announced(account, PDF + b"next", documentId=first)
    key, version = arrivals.post(announced, PDF + b"next")
    assert house.call("POST", f"/v1/documents/{first}/trash").status == 200

    arrivals.take_in(key, version)
    other = arrivals.read(announced["upload"]["id"])["documentId"]
    house.wait(days=120)
    arrivals.sweep()

    assert other != first
    got = house.call("POST", f"/v1/documents/{other}/download", body={})
    assert got.status == 200
    kept = [each for each in house.cloud.stored if each.startswith("files/")]
    assert [each.split("/")[2] for each in kept] == [other.removeprefix("doc_")]


def test_a_version_of_the_firm_s_is_no_longer_for_the_client_to_take_away(house, arrivals, account):
    document = house.cabinet.document(account)

    arrivals.filed(account, PDF + b"next", documentId=document)

    assert house.call("GET", f"/v1/documents/{document}").json["viewedAt"] is not None
