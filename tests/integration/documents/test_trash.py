"""The trash: what is in it can be restored for 120 days, and then goes for good with its bytes."""

from typing import Any

import pytest

from functions.documents.service import purging
from shared.domain.ids import bare
from tests.fakes.faults import KilledError
from tests.integration.documents.upkeep import bytes_of, kept, sweep
from tests.integration.house import House


def trashed(house: House, **more: Any) -> tuple[str, str]:
    account = house.account()
    document = house.cabinet.document(account, **more)
    assert house.call("POST", f"/v1/documents/{document}/trash").status == 200
    return account, document


def names_in(house: House, account: str, **query: str) -> list[str]:
    return [
        each["name"] for each in house.call("GET", "/v1/documents", query={"account": account, **query}).json["items"]
    ]


def test_what_is_in_the_trash_is_listed_there_alone(house):
    account, _ = trashed(house)
    assert names_in(house, account) == []
    assert names_in(house, account, search="w-2") == []
    (only,) = house.call("GET", "/v1/documents", query={"account": account, "trashed": "true"}).json["items"]
    assert (only["trashedAt"], only["purgesAt"]) == ("2026-11-22T09:00:00Z", "2027-03-22T09:00:00Z")


def test_what_is_restored_lies_where_it_lay_under_its_name(house):
    account, document = trashed(house)
    answer = house.call("POST", f"/v1/documents/{document}/restore")
    assert (answer.status, answer.json["name"], answer.json["trashedAt"]) == (200, "W-2.pdf", None)
    assert names_in(house, account) == names_in(house, account, search="w-2") == ["W-2.pdf"]


def test_what_is_restored_is_numbered_where_another_has_its_name(house):
    account, document = trashed(house)
    house.cabinet.document(account)
    assert house.call("POST", f"/v1/documents/{document}/restore").json["name"] == "W-2 (2).pdf"
    assert names_in(house, account) == ["W-2 (2).pdf", "W-2.pdf"]


@pytest.mark.parametrize("method", ["PATCH", "download", "move", "approval"])
def test_nothing_is_done_with_what_is_in_the_trash(house, method):
    account, document = trashed(house)
    if method == "PATCH":
        asked = ("PATCH", f"/v1/documents/{document}", {"name": "other.pdf"})
    else:
        folder = house.cabinet.folder(account)
        asked = ("POST", f"/v1/documents/{document}/{method}", {"folderId": folder} if method == "move" else {})
    answer = house.call(asked[0], asked[1], body=asked[2], headers={"if-match": '"2"'})
    assert (answer.status, answer.code) == (409, "WRONG_STATE")


def test_trash_goes_for_good_after_120_days_and_not_a_second_before(house):
    account, document = trashed(house, folder=None)
    house.cabinet.document(account, "1099-INT.pdf")
    house.wait(days=120, seconds=-1)
    assert sweep()["purged"] == 0
    assert house.call("GET", f"/v1/documents/{document}").status == 200
    house.wait(seconds=1)
    assert sweep()["purged"] == 1
    assert house.call("GET", f"/v1/documents/{document}").status == 404
    assert not [each for each in house.cloud.items() if bare(document) in each["pk"]["S"]]
    assert {each.split("/")[2] for each in bytes_of(house)} & {bare(document)} == set()
    assert len(bytes_of(house)) == 1
    (event,) = [each for each in house.cloud.announced() if each["name"] == "document.purged"]
    assert (event["actor"]["kind"], event["source"], event["personal"]) == ("system", "schedule", {})


def test_nobody_restores_what_is_over_though_no_sweep_came_by(house):
    _, document = trashed(house)
    house.wait(days=120)
    assert house.call("POST", f"/v1/documents/{document}/restore").status == 404


def test_restored_in_time_nothing_is_purged(house):
    _, document = trashed(house)
    house.wait(days=119)
    house.call("POST", f"/v1/documents/{document}/restore")
    house.wait(days=2)
    assert sweep()["purged"] == 0
    assert house.call("GET", f"/v1/documents/{document}").status == 200


def test_every_version_goes_and_what_was_copied_and_never_filed(house):
    account = house.account()
    document = house.cabinet.document(account)
    for _ in range(3):
        house.cabinet.version(document)
    (again, *_) = bytes_of(house)
    house.cloud.put(again, b"copied once more")
    house.cloud.bucket.delete_object(Key=again)
    house.call("POST", f"/v1/documents/{document}/trash")
    house.wait(days=121)
    assert len(bytes_of(house)) == 6
    assert sweep()["purged"] == 1
    assert bytes_of(house) == []
    assert kept(house) == []


def test_a_sweep_that_died_behind_the_bytes_is_taken_up_by_the_next(house):
    trashed(house)
    house.wait(days=121)
    house.cloud.client("dynamodb").fail("transact_write_items", error=lambda: KilledError())
    with pytest.raises(KilledError):
        sweep()
    assert bytes_of(house) == []
    house.cloud.restart()
    assert sweep()["purged"] == 1
    assert house.names().count("document.purged") == 1
    assert sweep()["purged"] == 0


def test_a_sweep_takes_its_share_and_leaves_the_rest_to_the_next(house, monkeypatch):
    monkeypatch.setattr(purging, "_AT_ONCE", 2)
    account = house.account()
    for number in range(3):
        document = house.cabinet.document(account, f"W-2 {number}.pdf")
        house.call("POST", f"/v1/documents/{document}/trash")
    house.wait(days=121)
    assert [sweep()["purged"] for _ in range(3)] == [2, 1, 0]
