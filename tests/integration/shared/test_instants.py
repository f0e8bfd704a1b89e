"""An instant that no year of UTC has, near either end of the calendar, is refused wherever one comes in."""

from datetime import timedelta
from typing import Any

import pytest

from shared.capability.model import LinkKind
from tests.integration.house import House
from tests.integration.links.room import extend
from tests.integration.links.test_revocations import revoke
from tests.integration.outside import Given

BEYOND = ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"]
FEEDS = [
    "/v1/activity",
    "/v1/activity/accounts/{account}",
    "/v1/activity/accounts/{account}/documents/{document}",
    "/v1/activity/accounts/{account}/links/{link}",
]
ASKED = [
    *((path, name) for path in FEEDS for name in ("from", "to")),
    ("/v1/accounts", "lastLoginBefore"),
    ("/v1/accounts", "lastLoginAfter"),
]


@pytest.fixture
def given(house: House) -> Given:
    account, until = house.account(), house.cloud.clock.now + timedelta(days=7)
    return house.outside.sent(LinkKind.SHARE, account, house.cabinet.document(account), expires_at=until)


def filled(path: str, given: Given) -> str:
    to = given.recipient
    return path.format(account=to.account, document=to.targets[0].id, link=to.link)


@pytest.mark.parametrize("instant", BEYOND)
@pytest.mark.parametrize(("path", "name"), ASKED)
def test_as_a_question_it_is_refused_by_name(house, given, path, name, instant):
    house.record()
    answer = house.call("GET", filled(path, given), query={name: instant})
    assert answer.status == 422, answer.text
    assert {field for field, _ in answer.faults} == {name}
    assert house.call("GET", filled(path, given), query={name: "2026-11-22T23:59:59-12:00"}).status == 200


@pytest.mark.parametrize("instant", [*BEYOND, "9999-12-31T23:59:59Z", "9999-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/v1/links/{link}/extend", "expiresAt"),
        ("/v1/links/{link}/recipients/1/extend", "expiresAt"),
        ("/v1/links/{link}/recipients/1/resend", "expiresAt"),
        ("/v1/links/share", "recipients.0.expiresAt"),
        ("/v1/links/upload", "recipients.0.expiresAt"),
    ],
)
def test_no_link_ends_then_nor_in_the_year_in_which_somewhere_all_time_ends(house, given, path, field, instant):
    account, document = given.recipient.account, given.recipient.targets[0].id
    made: dict[str, Any] = {"accountId": account, "recipients": [{"email": "lou@law.example", "expiresAt": instant}]}
    if path == "/v1/links/share":
        made["documents"] = [{"documentId": document}]
    body = {"expiresAt": instant} if "{link}" in path else made
    answer = house.call("POST", filled(path, given), body=body, headers={"if-match": '"1"'})
    assert answer.status == 422, answer.text
    assert {name for name, _ in answer.faults} == {field}


def test_last_day_a_link_can_end_on_is_told_in_every_zone(house, given):
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        headers = {"if-match": house.call("GET", "/v1/firm").headers["etag"]}
        changed = house.call("PATCH", "/v1/firm", body={"timeZone": zone}, headers=headers)
        assert changed.status == 200, changed.text
        answer = extend(house, given.link, "9998-12-31")
        assert answer.status == 200, answer.text


@pytest.mark.parametrize("instant", BEYOND)
@pytest.mark.parametrize("field", ["madeFrom", "madeUntil"])
def test_window_of_links_to_revoke_is_refused_and_starts_no_job(house, given, field, instant):
    answer = house.call("POST", "/v1/links/revocations", body={field: instant})
    assert (answer.status, {name for name, _ in answer.faults}) == (422, {field})
    assert "job.started" not in house.names()


def test_window_that_ends_before_it_begins_is_refused_and_starts_no_job(house, given):
    window = {"madeFrom": "2026-11-22T09:00:01Z", "madeUntil": "2026-11-22T09:00:00Z"}
    answer = house.call("POST", "/v1/links/revocations", body=window)
    assert (answer.status, answer.faults) == (422, {("madeUntil", "OUT_OF_RANGE")})
    assert "job.started" not in house.names()


def test_widest_window_there_is_finds_every_link(house, given):
    window = {"madeFrom": "0001-01-01T00:00:00Z", "madeUntil": "9999-12-31T23:59:59Z"}
    assert revoke(house, **window) == {given.link: "done"}
