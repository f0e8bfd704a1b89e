"""What no scanner found clean waits for a member; what S3 told and nobody heard is found by looking."""

from datetime import timedelta
from typing import Any

import pytest

from tests.integration.arriving import NOTHING, PDF, found, said, stored, tell
from tests.integration.documents.test_folders import edited, made
from tests.integration.house import House

REASON = {"reason": "She told me the password on the phone."}


@pytest.fixture
def account(house):
    return house.account()


@pytest.fixture
def held(house, arrivals, account):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    arrivals.take_in(key, version, "UNSUPPORTED")
    return announced["upload"]["id"]


def _documents(house: House) -> Any:
    return [each for each in house.cloud.items() if each["et"]["S"] == "DOCUMENT"]


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [("UNSUPPORTED", "unscannable"), ("FAILED", "scan_failed"), ("ACCESS_DENIED", "scan_failed")],
)
def test_what_could_not_be_scanned_is_held_and_the_team_told(house, arrivals, account, verdict, reason):
    announced = arrivals.announced(account)
    arrivals.take_in(*arrivals.post(announced), verdict)
    upload = arrivals.read(announced["upload"]["id"])
    assert (upload["state"], upload["reason"]) == ("held", reason)
    assert _documents(house) == []
    assert arrivals.objects == {"uploads"}
    (event,) = [each for each in house.cloud.announced() if each["name"] == "upload.held"]
    assert event["data"]["heldFor"] == reason


@pytest.mark.parametrize("comes", ["scanned", "never scanned"])
@pytest.mark.parametrize(("rights", "is_private"), [({}, False), ({"private": True}, True)])
def test_what_is_held_is_said_to_be_private_when_its_folder_is_by_then(
    house, arrivals, account, rights, is_private, comes
):
    folder = made(house, account)
    announced = arrivals.announced(account, folderId=folder)
    if rights:
        assert edited(house, account, folder, **rights).status == 200
    key, version = arrivals.post(announced)
    tell(stored(house.cloud, key, version))
    if comes == "scanned":
        tell(found(key, version, "UNSUPPORTED"))
    else:
        house.wait(minutes=30)
        arrivals.sweep()
    (event,) = [each for each in house.cloud.announced() if each["name"] == "upload.held"]
    assert event["data"]["isPrivate"] is is_private


def test_abuse_17_verdict_that_never_comes_holds_after_half_an_hour(house, arrivals, account):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    tell(stored(house.cloud, key, version))
    house.wait(minutes=29, seconds=59)
    assert arrivals.sweep() == 0
    house.wait(seconds=1)
    assert arrivals.sweep() == 1
    assert arrivals.read(announced["upload"]["id"])["reason"] == "no_verdict"
    assert arrivals.sweep() == 0
    assert house.names().count("upload.held") == 1
    tell(found(key, version))
    assert arrivals.read(announced["upload"]["id"])["state"] == "filed"


def test_verdict_that_comes_late_and_is_bad_deletes_what_is_held(house, arrivals, account):
    announced = arrivals.announced(account)
    key, version = arrivals.post(announced)
    tell(stored(house.cloud, key, version))
    house.wait(minutes=30)
    arrivals.sweep()
    tell(found(key, version, "THREATS_FOUND"))
    assert arrivals.read(announced["upload"]["id"])["reason"] == "infected"
    assert house.cloud.bucket.kept == {}


def test_member_releases_with_a_reason_and_no_link_ever_serves_it(house, arrivals, account, held):
    answer = house.call("POST", f"/v1/uploads/{held}/release", body=REASON)
    assert (answer.status, answer.json["state"]) == (202, "checking")
    arrivals.hear()
    upload = arrivals.read(held)
    assert (upload["state"], upload["detail"]) == ("filed", REASON["reason"])
    (document,) = _documents(house)
    assert document["is_released"] == {"BOOL": True}
    told = [each for each in house.cloud.announced() if each["name"].startswith("document.")]
    assert [each["name"] for each in told] == ["document.uploaded", "document.released"]
    assert told[1]["actor"]["id"] == house.owner_id
    assert told[1]["personal"]["reason"] == REASON["reason"]
    given = house.outside.share(account, upload["documentId"])
    shelf = house.call("GET", "/v1/guest/documents", headers=given.headers)
    assert shelf.status == 410


@pytest.mark.parametrize("act", ["release", "reject"])
def test_held_file_of_an_archived_account_waits_until_that_is_restored(house, arrivals, account, held, act):
    assert house.call("POST", f"/v1/accounts/{account}/archive").status == 200
    refused = house.call("POST", f"/v1/uploads/{held}/{act}", body=REASON)
    assert (refused.status, refused.code) == (409, "WRONG_STATE")
    assert arrivals.read(held)["state"] == "held"
    assert house.call("POST", f"/v1/accounts/{account}/restore").status == 200
    assert house.call("POST", f"/v1/uploads/{held}/{act}", body=REASON).status in {200, 202}


def test_release_whose_message_was_lost_is_carried_on_by_the_sweep(house, arrivals, held):
    house.call("POST", f"/v1/uploads/{held}/release", body=REASON)
    house.cloud.take(house.cloud.storage_queue)  # lost
    house.wait(minutes=30)
    assert arrivals.sweep() == 1
    arrivals.hear()
    assert arrivals.read(held)["state"] == "filed"


def test_release_said_twice_is_one(house, arrivals, held):
    for _ in range(2):
        assert house.call("POST", f"/v1/uploads/{held}/release", body=REASON).status == 202
    arrivals.hear()
    assert house.call("POST", f"/v1/uploads/{held}/release", body=REASON).status == 202
    arrivals.hear()
    assert len(_documents(house)) == 1
    assert house.names().count("document.released") == 1


def test_member_turns_away_and_the_bytes_go(house, arrivals, held):
    answer = house.call("POST", f"/v1/uploads/{held}/reject", body=REASON)
    assert (answer.status, answer.json["state"], answer.json["reason"]) == (200, "rejected", "refused")
    arrivals.hear()
    assert house.cloud.bucket.kept == {}
    (event,) = [each for each in house.cloud.announced() if each["name"] == "upload.rejected"]
    assert event["actor"]["id"] == house.owner_id
    house.wait(hours=1)
    assert arrivals.sweep() == 0


def test_only_what_is_held_is_decided_on_and_only_with_a_reason(house, arrivals, account, held):
    issued = arrivals.announced(account)["upload"]["id"]
    for act in ("release", "reject"):
        assert house.call("POST", f"/v1/uploads/{issued}/{act}", body=REASON).code == "UPLOAD_NOT_HELD"
        refused = house.call("POST", f"/v1/uploads/{held}/{act}", body={"reason": " "})
        assert (refused.status, refused.code) == (422, "VALIDATION_FAILED")


def test_fault_17_news_that_was_lost_is_found_by_looking(house, arrivals, account):
    announced = arrivals.announced(account)
    arrivals.post(announced)
    house.wait(hours=1)
    assert arrivals.sweep() == 1
    arrivals.hear()
    assert arrivals.read(announced["upload"]["id"])["state"] == "checking"


@pytest.mark.parametrize(("minutes", "state"), [(-1, "filed"), (1, "rejected")])
def test_fault_17_what_is_found_by_looking_came_when_it_was_stored(house, arrivals, account, minutes, state):
    end = house.cloud.clock.now + timedelta(minutes=30)
    given = house.outside.upload(account, house.cabinet.main(account), expires_at=end)
    announced = arrivals.announce("/v1/guest/uploads", said(), headers=given.headers).json
    house.wait(minutes=30 + minutes)
    key, version = arrivals.post(announced)  # and nobody heard of it
    tell(found(key, version))
    house.wait(hours=1)
    assert arrivals.sweep() == 1
    arrivals.hear()
    assert arrivals.read(announced["upload"]["id"])["state"] == state


def test_bytes_of_what_was_given_up_by_hand_are_found_by_looking_and_go(house, arrivals, account):
    announced = arrivals.announced(account)
    arrivals.post(announced)  # and nobody heard of it
    assert house.call("DELETE", f"/v1/uploads/{announced['upload']['id']}").status == 200
    house.wait(hours=1)
    assert arrivals.sweep() == 1
    arrivals.hear()
    assert house.cloud.bucket.kept == {}
    assert arrivals.read(announced["upload"]["id"])["state"] == "abandoned"
    house.wait(days=2)
    assert arrivals.sweep() == 0


def test_what_is_never_stored_is_given_up_after_a_day_and_comes_too_late_then(house, arrivals, account):
    announced = arrivals.announced(account)
    house.wait(hours=1)
    arrivals.sweep()
    house.wait(hours=23)
    arrivals.sweep()
    assert arrivals.read(announced["upload"]["id"])["state"] == "abandoned"
    key, version = arrivals.post(announced)
    assert tell(stored(house.cloud, key, version), found(key, version)) == NOTHING
    assert house.cloud.bucket.kept == {}
    assert _documents(house) == []


def test_abuse_17_scanner_of_our_own_finds_the_test_file_and_is_heard(house, arrivals, account):
    from functions.documents.service.scanning import TEST_FILE

    content = PDF + TEST_FILE
    announced = arrivals.announced(account, content)
    key, version = arrivals.post(announced, content)
    news = stored(house.cloud, key, version)
    (report,) = arrivals.scan(news)
    assert report["source"] == "portal.scanner"
    assert tell(news, report) == NOTHING
    assert arrivals.read(announced["upload"]["id"])["reason"] == "infected"
