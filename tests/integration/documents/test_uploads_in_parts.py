"""A large file is sent in parts: whoever loads the page anew goes on with those that are missing."""

import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.documents.model import parts as model
from shared import objects
from tests.fakes import s3
from tests.fakes.refusals import batch_failures
from tests.fakes.s3 import PresignedError
from tests.integration.arriving import NOTHING, PDF, found, said, stored, tell
from tests.integration.house import House

PART = 50
CONTENT = b"%PDF-1.7\n" + bytes(2 * PART)


@pytest.fixture
def account(house):
    return house.account()


@pytest.fixture
def announced(arrivals, account, monkeypatch):
    """A file that is sent in three parts, where parts may be small."""
    monkeypatch.setattr(model, "LARGEST_WHOLE", PART)
    monkeypatch.setattr(model, "PART_SIZE", PART)
    monkeypatch.setattr(s3, "SMALLEST_PART", PART)
    answer = arrivals.announce(body=said(CONTENT, accountId=account))
    assert answer.status == 201, answer.text
    return answer.json


def _sign(house: House, announced: Any, *numbers: int) -> Any:
    answer = house.call("POST", f"/v1/uploads/{announced['upload']['id']}/parts", body={"numbers": list(numbers)})
    assert answer.status == 200, answer.text
    return answer.json["items"]


def _send(house: House, announced: Any, *numbers: int) -> None:
    for each in _sign(house, announced, *numbers):
        begin = (each["number"] - 1) * PART
        house.cloud.bucket.put(each["url"], CONTENT[begin : begin + each["size"]], each["size"])


def _complete(house: House, announced: Any) -> Any:
    return house.call("POST", f"/v1/uploads/{announced['upload']['id']}/complete")


def test_large_file_is_filed_by_a_copy_in_parts_wherever_it_is_hit(house, arrivals, announced, monkeypatch):
    """Nothing is left in the bucket but the document, of the bytes that were sent."""
    monkeypatch.setattr(objects, "MOST_COPIED_AT_ONCE", PART)
    _send(house, announced, 1, 2, 3)
    assert _complete(house, announced).status == 200
    ((key, (object_,)),) = house.cloud.bucket.kept.items()
    assert tell(stored(house.cloud, key, object_.version)) == NOTHING
    clean, bucket = found(key, object_.version), house.cloud.client("s3")
    for lost in ("create_multipart_upload", "upload_part_copy", "complete_multipart_upload"):
        bucket.fail(lost)
        assert batch_failures(tell(clean)), lost
        assert arrivals.objects == {"uploads"}
        assert house.cloud.begun == []
    bucket.assert_fired()
    assert tell(clean) == NOTHING
    assert arrivals.read(announced["upload"]["id"])["state"] == "filed"
    ((filed, (copy,)),) = house.cloud.bucket.kept.items()
    assert filed.startswith("files/")
    assert copy.body == CONTENT
    assert house.names().count("document.uploaded") == 1


def test_parts_are_put_together_and_filed_once(house, arrivals, announced):
    assert announced["address"] is None
    assert announced["parts"]["parts"] == 3
    _send(house, announced, 1, 2, 3)
    assert _complete(house, announced).status == 200
    assert _complete(house, announced).status == 200
    ((key, (object_,)),) = house.cloud.bucket.kept.items()
    arrivals.take_in(key, object_.version)
    upload = arrivals.read(announced["upload"]["id"])
    assert upload["state"] == "filed"
    (document,) = [each for each in house.cloud.items() if each["et"]["S"] == "DOCUMENT"]
    assert document["sha256"]["S"] == hashlib.sha256(CONTENT).hexdigest()
    assert _complete(house, announced).json["state"] == "filed"


def test_reload_finds_the_parts_that_are_there_and_goes_on_with_the_others(house, announced):
    _send(house, announced, 2)
    read = house.call("GET", f"/v1/uploads/{announced['upload']['id']}").json
    assert read["parts"]["stored"] == [2]
    missing = _complete(house, announced)
    assert (missing.status, missing.code, missing.json["detail"]) == (409, "PARTS_MISSING", "Missing: 1, 3.")
    _send(house, announced, 1, 3)
    assert _complete(house, announced).status == 200


def test_part_of_another_length_is_no_part(house, announced):
    (part,) = _sign(house, announced, 3)
    assert part["size"] == len(CONTENT) - 2 * PART
    with pytest.raises(PresignedError):
        house.cloud.bucket.put(part["url"], b"short", part["size"])
    for key, begun in house.cloud.begun:
        house.cloud.put_part(key, begun, 3, b"short")
    _send(house, announced, 1, 2)
    assert _complete(house, announced).json["detail"] == "Missing: 3."


def test_abuse_19_address_of_a_part_is_of_one_part_five_minutes_and_its_length(house, announced):
    for each in _sign(house, announced, 1, 3):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(each["url"]).query).items()}
        assert asked["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
        assert int(asked["X-Amz-Expires"]) <= 300
        assert set(asked["X-Amz-SignedHeaders"].split(";")) == {"content-length", "host"}
        assert asked["partNumber"] == str(each["number"])
        assert "/uploads/" in urlsplit(each["url"]).path


def test_a_number_the_file_has_no_part_of_is_refused(house, announced):
    answer = house.call("POST", f"/v1/uploads/{announced['upload']['id']}/parts", body={"numbers": [4]})
    assert (answer.status, answer.faults) == (422, {("numbers", "OUT_OF_RANGE")})


def test_what_is_sent_whole_has_no_parts_and_the_reverse(house, arrivals, account, announced):
    whole = arrivals.announced(account, PDF)["upload"]["id"]
    assert house.call("POST", f"/v1/uploads/{whole}/parts", body={"numbers": [1]}).code == "WRONG_STATE"
    assert house.call("POST", f"/v1/uploads/{whole}/complete").code == "WRONG_STATE"
    in_parts = announced["upload"]["id"]
    assert house.call("POST", f"/v1/uploads/{in_parts}/address").code == "WRONG_STATE"


def test_whole_that_is_not_what_was_announced_is_deleted(house, arrivals, announced):
    for each in _sign(house, announced, 1, 2, 3):
        house.cloud.bucket.put(each["url"], b"x" * each["size"], each["size"])
    assert _complete(house, announced).status == 200
    ((key, (object_,)),) = house.cloud.bucket.kept.items()
    assert tell(stored(house.cloud, key, object_.version)) == NOTHING
    assert arrivals.read(announced["upload"]["id"])["reason"] == "hash_differs"
    assert house.cloud.bucket.kept == {}


def test_fault_18_parts_given_up_are_thrown_away(house, announced):
    _send(house, announced, 1)
    gone = house.call("DELETE", f"/v1/uploads/{announced['upload']['id']}")
    assert (gone.status, gone.json["state"]) == (200, "abandoned")
    assert house.cloud.begun == []
    again = house.call("DELETE", f"/v1/uploads/{announced['upload']['id']}")
    assert again.json["state"] == "abandoned"
    assert _complete(house, announced).code == "WRONG_STATE"


def test_fault_18_parts_nobody_finished_are_thrown_away_after_a_day(house, arrivals, announced):
    _send(house, announced, 1)
    house.wait(hours=1)
    assert arrivals.sweep() == 1
    assert arrivals.read(announced["upload"]["id"])["state"] == "issued"
    assert arrivals.sweep() == 0
    house.wait(hours=23)
    assert arrivals.sweep() == 1
    assert arrivals.read(announced["upload"]["id"])["state"] == "abandoned"
    assert house.cloud.begun == []
    assert arrivals.sweep() == 0
