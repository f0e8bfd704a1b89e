"""The scanner finds a threat in what was filed: nobody opens it any more, and the team hears of it."""

from typing import Any

import pytest

from tests.fakes.faults import KilledError
from tests.fakes.http import Answer, claims
from tests.integration.arriving import NOTHING, PDF, found, said, stored, tell
from tests.integration.documents.test_folders import edited, made
from tests.integration.house import House

REASON = {"reason": "She told me the password on the phone."}
NEXT = PDF + b"next"


@pytest.fixture
def account(house):
    return house.account()


def _threat(key: str, version: str) -> None:
    for _ in range(2):
        assert tell(found(key, version, "THREATS_FOUND")) == NOTHING


def _filed(house: House, arrivals: Any, account: str, content: bytes = PDF, **more: Any) -> tuple[str, str, str]:
    """A file that was found clean; its document, and key and version of the object it came as."""
    announced = arrivals.announced(account, content, **more)
    key, version = arrivals.post(announced, content)
    arrivals.take_in(key, version)
    return arrivals.read(announced["upload"]["id"])["documentId"], key, version


def _told(house: House, name: str) -> list[dict[str, Any]]:
    return [each for each in house.cloud.announced() if each["name"] == name]


def _fetched(house: House, document: str, version: int | None = None) -> Answer:
    body = {"version": version} if version else {}
    return house.call("POST", f"/v1/documents/{document}/download", body=body)


def test_abuse_18_threat_found_in_what_was_let_in_by_hand_takes_it_out_of_everybodys_reach(house, arrivals, account):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    tell(stored(house.cloud, key, version))
    house.wait(minutes=30)
    arrivals.sweep()
    upload = announced["upload"]["id"]
    assert house.call("POST", f"/v1/uploads/{upload}/release", body=REASON).status == 202
    arrivals.hear()
    document = arrivals.read(upload)["documentId"]
    assert _fetched(house, document).status == 200
    _threat(key, version)
    assert _fetched(house, document).code == "WRONG_STATE"
    assert house.call("GET", "/v1/documents", query={"account": account}).json["items"] == []
    (event,) = _told(house, "document.threat_found")
    assert (event["data"]["documentVersion"], event["data"]["isReleased"], event["actor"]["kind"]) == (
        1,
        True,
        "system",
    )
    assert len(_told(house, "document.trashed")) == 1
    assert house.call("POST", f"/v1/documents/{document}/restore").status == 200
    assert _fetched(house, document).code == "WRONG_STATE"


def test_abuse_18_threat_found_after_a_clean_verdict_is_heard_as_well_and_no_link_serves_it(house, arrivals, account):
    document, key, version = _filed(house, arrivals, account)
    given = house.outside.share(account, document)
    assert house.call("POST", f"/v1/guest/documents/{document}/download", headers=given.headers, body={}).status == 200
    _threat(key, version)
    house.call("POST", f"/v1/documents/{document}/restore")
    refused = house.call("POST", f"/v1/guest/documents/{document}/download", headers=given.headers, body={})
    assert refused.status == 410


def test_nothing_of_it_is_lost_and_its_next_version_is_opened_again(house, arrivals, account):
    document, *_ = _filed(house, arrivals, account)
    _, key, version = _filed(house, arrivals, account, NEXT, documentId=document)
    _threat(key, version)
    assert house.call("POST", f"/v1/documents/{document}/restore").json["name"] == "W-2.pdf"
    assert _fetched(house, document, 1).status == 200
    assert [_fetched(house, document, each).code for each in (None, 2)] == ["WRONG_STATE"] * 2
    _filed(house, arrivals, account, NEXT + b"!", documentId=document)
    assert _fetched(house, document).status == 200
    assert _fetched(house, document, 2).code == "WRONG_STATE"


def test_threat_in_an_earlier_version_leaves_the_document_where_it_is(house, arrivals, account):
    document, key, version = _filed(house, arrivals, account)
    _filed(house, arrivals, account, NEXT, documentId=document)
    _threat(key, version)
    assert _fetched(house, document).status == 200
    assert _fetched(house, document, 1).code == "WRONG_STATE"
    assert _told(house, "document.trashed") == []
    assert len(_told(house, "document.threat_found")) == 1


def test_what_was_in_the_trash_stays_there_and_what_was_purged_is_gone(house, arrivals, account):
    document, key, version = _filed(house, arrivals, account)
    house.call("POST", f"/v1/documents/{document}/trash")
    _threat(key, version)
    assert len(_told(house, "document.trashed")) == 1
    house.wait(days=120)
    arrivals.sweep()
    other, key, version = _filed(house, arrivals, account)
    house.call("POST", f"/v1/documents/{other}/trash")
    house.wait(days=120)
    arrivals.sweep()
    _threat(key, version)
    assert len(_told(house, "document.threat_found")) == 1


def test_threat_in_another_object_on_the_key_says_nothing_of_the_document(house, arrivals, account):
    document, key, _ = _filed(house, arrivals, account)
    other = house.cloud.bucket.put_object(Key=key, Body=NEXT)["VersionId"]
    _threat(key, other)
    assert _fetched(house, document).status == 200
    assert _told(house, "document.threat_found") == []


def test_threat_in_what_lies_in_a_private_folder_is_said_to_be(house, arrivals, account):
    folder = made(house, account)
    _, key, version = _filed(house, arrivals, account, folderId=folder)
    assert edited(house, account, folder, private=True).status == 200
    _threat(key, version)
    (event,) = _told(house, "document.threat_found")
    assert event["data"]["isPrivate"] is True


@pytest.mark.parametrize("moment", ["before", "after"])
def test_it_is_taken_out_of_reach_once_whatever_dies(house, arrivals, account, moment):
    document, key, version = _filed(house, arrivals, account)
    house.cloud.client("dynamodb").fail("transact_write_items", moment=moment, error=KilledError)
    with pytest.raises(KilledError):
        tell(found(key, version, "THREATS_FOUND"))
    house.cloud.restart()
    _threat(key, version)
    assert _fetched(house, document).code == "WRONG_STATE"
    assert len(_told(house, "document.threat_found")) == len(_told(house, "document.trashed")) == 1


def test_zip_holds_none_in_which_a_threat_was_found(house, arrivals, account):
    document, key, version = _filed(house, arrivals, account)
    _filed(house, arrivals, account, NEXT, name="Other.pdf")
    _threat(key, version)
    house.call("POST", f"/v1/documents/{document}/restore")
    listed = house.call("GET", "/v1/documents", query={"account": account}).json["items"]
    asked = {"accountId": account, "documentIds": [each["id"] for each in listed]}
    made_of = house.call("POST", "/v1/zips", body=asked)
    assert (made_of.status, [each["id"] for each in listed].count(document)) == (202, 1)
    assert document in made_of.text.partition("leftOut")[2]


def test_whoever_sent_it_by_the_portal_and_the_team_hear_of_it(house, arrivals):
    person = house.active()
    (account,) = house.person().accounts
    client = claims(house.firm, person)
    announced = arrivals.announce("/v1/portal/uploads", said(accountId=account), who=client).json
    key, version = arrivals.post(announced)
    arrivals.take_in(key, version)
    _threat(key, version)
    (event,) = _told(house, "document.threat_found")
    assert (event["data"]["uploaderKind"], event["data"]["uploader"]) == ("person", person)
