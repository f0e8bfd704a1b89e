"""What is sent is not what was announced, or not what it says: storage, scanner or filing refuse it."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.fakes.s3 import PresignedError
from tests.integration.arriving import NOTHING, PDF, found, said, stored, tell
from tests.integration.house import House
from tests.integration.outside import Given

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 100


@pytest.fixture
def account(house):
    return house.account()


def _items(house: House, kind: str) -> list[dict[str, Any]]:
    return [each for each in house.cloud.items() if each["et"]["S"] == kind]


def _rejected(house, arrivals, announced, reason) -> None:
    upload = arrivals.read(announced["upload"]["id"])
    assert (upload["state"], upload["reason"], upload["documentId"]) == ("rejected", reason, None)
    assert _items(house, "DOCUMENT") == []
    assert house.cloud.bucket.kept == {}
    (event,) = [each for each in house.cloud.announced() if each["name"] == "upload.rejected"]
    assert event["data"]["rejectedFor"] == reason


def test_abuse_16_form_takes_one_key_one_type_and_one_size(house, arrivals, account):
    fields = arrivals.announced(account)["address"]["fields"]
    bucket = house.cloud.bucket
    for changed, content in (
        (fields, PDF + b"!"),
        (fields, PDF[:-1]),
        ({**fields, "Content-Type": "text/html"}, PDF),
        ({**fields, "key": "files/elsewhere"}, PDF),
        ({**fields, "acl": "public-read"}, PDF),
        ({**fields, "success_action_redirect": "https://evil.example"}, PDF),
    ):
        with pytest.raises(PresignedError):
            bucket.post(changed, content)
    assert bucket.kept == {}


def test_abuse_19_address_of_an_upload_is_of_five_minutes_and_signed_with_version_4(house, arrivals, account):
    fields = arrivals.announced(account)["address"]["fields"]
    assert fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    policy = json.loads(base64.b64decode(fields["policy"]))
    assert datetime.fromisoformat(policy["expiration"]) <= datetime.now(UTC) + timedelta(minutes=5, seconds=5)
    conditions = policy["conditions"]
    assert ["content-length-range", len(PDF), len(PDF)] in conditions
    assert {"key": fields["key"]} in conditions
    assert fields["key"].startswith("uploads/")


def test_abuse_16_address_of_a_link_is_never_good_for_longer_than_the_link(house, arrivals, account):
    now = house.cloud.clock.now
    given = house.outside.upload(account, house.cabinet.main(account), expires_at=now + timedelta(seconds=30))
    answer = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers)
    policy = json.loads(base64.b64decode(answer.json["address"]["fields"]["policy"]))
    assert datetime.fromisoformat(policy["expiration"]) <= datetime.now(UTC) + timedelta(seconds=31)


def test_link_that_ends_within_the_second_gives_no_address(house, arrivals, account):
    end = house.cloud.clock.now + timedelta(seconds=30)
    given = house.outside.upload(account, house.cabinet.main(account), expires_at=end)
    upload = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers).json["upload"]["id"]
    house.wait(seconds=29.5)
    late = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers)
    assert (late.status, late.code) == (410, "LINK_EXPIRED")
    again = house.call("POST", f"/v1/guest/uploads/{upload}/address", headers=given.headers)
    assert (again.status, again.code) == (410, "LINK_EXPIRED")


@pytest.mark.parametrize(
    ("announced_as", "sent", "reason"),
    [
        (PDF, PDF[:-1] + b"!", "hash_differs"),
        (EXE, EXE, "wrong_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", None, "wrong_type"),
        (b"<!DOCTYPE html><html><script>1</script></html>", None, "wrong_type"),
        (b"\xff\xd8\xff\xe0 a picture", None, "wrong_type"),
    ],
)
def test_abuse_17_what_is_not_what_it_says_is_deleted_and_its_sender_told(
    house, arrivals, account, announced_as, sent, reason
):
    announced = arrivals.announced(account, announced_as)
    key, version = arrivals.post(announced, sent or announced_as)
    assert tell(found(key, version), stored(house.cloud, key, version)) == NOTHING
    _rejected(house, arrivals, announced, reason)


@pytest.mark.parametrize("content", [b"#!/bin/sh\nrm -rf /\n", b"<script>alert(1)</script>", b"MZ\x90 a program"])
def test_abuse_17_text_that_would_run_is_no_text(house, arrivals, account, content):
    announced = arrivals.announced(account, content, name="notes.txt", media_type="text/plain")
    key, version = arrivals.post(announced, content)
    assert tell(stored(house.cloud, key, version)) == NOTHING
    _rejected(house, arrivals, announced, "wrong_type")


def test_abuse_16_bigger_than_announced_is_read_no_further_and_deleted(house, arrivals, account):
    announced = arrivals.announced(account)
    key = announced["address"]["fields"]["key"]
    version = house.cloud.bucket.put_object(Key=key, Body=PDF * 1_000_000)["VersionId"]
    assert tell(stored(house.cloud, key, version), found(key, version)) == NOTHING
    _rejected(house, arrivals, announced, "wrong_size")


@pytest.mark.parametrize("is_scanned_first", [True, False])
def test_abuse_18_infected_file_is_gone_whichever_news_comes_first(house, arrivals, account, is_scanned_first):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    news = [stored(house.cloud, key, version), found(key, version, "THREATS_FOUND")]
    assert tell(*(reversed(news) if is_scanned_first else news)) == NOTHING
    _rejected(house, arrivals, announced, "infected")


def test_abuse_18_nothing_can_be_read_before_the_verdict_by_anybody(house, arrivals, account):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    tell(stored(house.cloud, key, version))
    listed = house.call("GET", "/v1/documents", query={"account": account})
    assert listed.json["items"] == []
    document = announced["upload"]["id"].replace("upl_", "doc_")
    for method, rest in (("GET", ""), ("POST", "/download")):
        answer = house.call(method, f"/v1/documents/{document}{rest}", body={} if method == "POST" else None)
        assert (answer.status, answer.code) == (404, "NOT_FOUND")


def test_abuse_16_second_object_on_a_key_is_deleted_and_changes_nothing(house, arrivals, account):
    announced = arrivals.announced(account)
    key, first = arrivals.post(announced)
    second = house.cloud.bucket.put_object(Key=key, Body=EXE)["VersionId"]
    assert tell(stored(house.cloud, key, first), stored(house.cloud, key, second), found(key, second)) == NOTHING
    assert [each.version for each in house.cloud.bucket.kept[key]] == [first]
    assert tell(found(key, first)) == NOTHING
    (document,) = _items(house, "DOCUMENT")
    assert house.cloud.fetch(document["key"]["S"]) == PDF
    assert arrivals.objects == {"files"}


def test_abuse_16_address_used_again_after_the_verdict_leaves_the_document_as_it_was(house, arrivals, account):
    announced = arrivals.announced(account)
    arrivals.take_in(*arrivals.post(announced))
    key, version = arrivals.post(announced, PDF[:-2] + b"X\n")
    assert tell(stored(house.cloud, key, version), found(key, version)) == NOTHING
    (document,) = _items(house, "DOCUMENT")
    assert house.cloud.fetch(document["key"]["S"]) == PDF
    assert arrivals.objects == {"files"}
    assert house.names().count("document.uploaded") == 1


@pytest.mark.parametrize("key", ["uploads/nobody", "uploads/A/B", "uploads/00000000000000000000000000/" + "0" * 26])
def test_fault_17_object_nobody_announced_is_deleted(house, arrivals, key):
    version = house.cloud.bucket.put_object(Key=key, Body=PDF)["VersionId"]
    assert tell(stored(house.cloud, key, version), found(key, version)) == NOTHING
    assert house.cloud.bucket.kept == {}


def test_object_elsewhere_is_left_alone(house, arrivals):
    version = house.cloud.bucket.put_object(Key="files/a/b/c", Body=PDF)["VersionId"]
    assert tell(stored(house.cloud, "files/a/b/c", version)) == NOTHING
    assert house.cloud.fetch("files/a/b/c") == PDF


def test_news_that_is_none_is_failed_alone(house, arrivals, account):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    answer = tell({"detail-type": "Object Deleted"}, stored(house.cloud, key, version))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-1"}]}
    assert arrivals.read(announced["upload"]["id"])["state"] == "checking"


def _by_hand(method: str, path: str) -> Callable[[House, str, Given], None]:
    def close(house: House, account: str, given: Given) -> None:
        where = path.format(account=account, link=given.link, folder=given.recipient.targets[0].id)
        answer = house.call(method, where)
        assert answer.status < 300, answer.text

    return close


ENDS = {
    "revoked for one": _by_hand("POST", "/v1/links/{link}/recipients/1/revoke"),
    "revoked for all": _by_hand("POST", "/v1/links/{link}/revoke"),
    "account archived": _by_hand("POST", "/v1/accounts/{account}/archive"),
    "account deleted": _by_hand("POST", "/v1/accounts/{account}/delete"),
    "folder deleted": _by_hand("POST", "/v1/folders/{folder}/delete?account={account}"),
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("is_stored", [False, True])
def test_abuse_7_what_is_sent_by_a_link_that_has_ended_is_refused_at_filing_and_its_bytes_go(
    house, arrivals, account, end, is_stored
):
    given = house.outside.upload(account, house.cabinet.folder(account))
    announced = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers).json
    key, version = arrivals.post(announced)
    if is_stored:
        tell(stored(house.cloud, key, version))
    ENDS[end](house, account, given)
    tell(stored(house.cloud, key, version), found(key, version))
    _turned_away(house)
    late = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers)
    assert late.code in {"LINK_REVOKED", "LINK_SUSPENDED"}


def _turned_away(house: House) -> None:
    assert _items(house, "DOCUMENT") == []
    assert house.cloud.stored == []
    assert house.names().count("upload.rejected") == 1
    assert "link.used" not in house.names()
    (recipient,) = _items(house, "LINK_RECIPIENT")
    assert recipient["uses"]["N"] == "0"


def test_abuse_5_of_twenty_files_at_once_by_the_last_use_one_is_filed(house, arrivals, account, monkeypatch):
    """Each is told to be clean while the one before it is between its copy and its transaction."""
    given = house.outside.upload(account, house.cabinet.main(account), max_uses=3, uses=2)
    sent = []
    for number in range(20):
        content = PDF + str(number).encode()
        announced = arrivals.announce("/v1/guest/uploads", said(content), headers=given.headers).json
        sent.append((announced["upload"]["id"], *arrivals.post(announced, content)))
        tell(stored(house.cloud, *sent[-1][1:]))
    bucket, copied = house.cloud.bucket, house.cloud.bucket.copy_object
    waiting = [found(key, version) for _, key, version in sent]

    def interrupted(**request):
        answer = copied(**request)
        if waiting:
            assert tell(waiting.pop()) == NOTHING
        return answer

    monkeypatch.setattr(bucket, "copy_object", interrupted)
    assert tell(waiting.pop()) == NOTHING
    assert waiting == []
    states = [arrivals.read(upload) for upload, _, _ in sent]
    assert sorted((each["state"], each["reason"]) for each in states) == [
        ("filed", None),
        *[("rejected", "link_closed")] * 19,
    ]
    (recipient,) = _items(house, "LINK_RECIPIENT")
    assert recipient["uses"]["N"] == "3"
    assert house.names().count("link.used") == len(_items(house, "DOCUMENT")) == 1
    assert len(house.cloud.stored) == 1
