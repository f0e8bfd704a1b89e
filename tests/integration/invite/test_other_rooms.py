"""What is demanded of every route of this room is demanded of every route of the others, in the same house."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from functions.activity import consumer as activity
from functions.notifications import consumer as notifications
from shared.domain.ids import bare
from tests.fakes.cloud import ACTIVITY_TABLE, queue_event, running_cloud
from tests.fakes.faults import KilledError, Point, points
from tests.fakes.http import Answer, claims, context
from tests.integration.invite.house import House, Request
from tests.integration.invite.routes import ROUTES


@dataclass(frozen=True)
class Call:
    """A route of another room: where its ids stand in the path, and what it is sent."""

    operation: str
    method: str
    path: str
    body: dict[str, Any] | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def of(self, house: House, ids: dict[str, str]) -> Request:
        return Request(self.method, self.path.format(**ids), self.body, dict(self.headers), house.owner)


CALLS = (
    Call("listActivity", "GET", "/v1/activity"),
    Call("listAccountActivity", "GET", "/v1/activity/accounts/{account}"),
    Call("listPersonActivity", "GET", "/v1/activity/accounts/{account}/persons/{person}"),
    Call("listInbox", "GET", "/v1/inbox"),
    Call("markInboxItem", "PUT", "/v1/inbox/{item}/state", {"state": "read"}),
    Call("readSettings", "GET", "/v1/settings"),
    Call("changeSettings", "PATCH", "/v1/settings", {"invitationLifetimeDays": 14}, (("if-match", '"0"'),)),
    Call("listSettingsVersions", "GET", "/v1/settings/versions"),
)
EVERY = pytest.mark.parametrize("each", CALLS, ids=lambda each: each.operation)
WRITING = pytest.mark.parametrize(
    "each", [each for each in CALLS if each.method != "GET"], ids=lambda each: each.operation
)
WITH_ID = pytest.mark.parametrize("each", [each for each in CALLS if "{" in each.path], ids=lambda each: each.operation)


def lived_in(house: House) -> dict[str, str]:
    """Somebody came in, and the other rooms have heard of it; the ids their routes ask for."""
    assert house.cloud.activity_table
    person = house.active()
    (account,) = house.person().accounts
    log = [each for each in house.cloud.announced() if each["firm"] == house.firm]
    told = [each for each in log if each["name"] == "client.signed_up"]
    for room, some in ((activity, log), (notifications, told)):
        answer = room.handler(queue_event(*({"detail": each} for each in some)), context())
        assert answer == {"batchItemFailures": []}
    (item,) = house.call("GET", "/v1/inbox").json["items"]
    return {"account": account, "person": person, "item": item["id"]}


def everything(house: House) -> list[str]:
    return [*house.dump(), *sorted(map(repr, house.cloud.items(ACTIVITY_TABLE)))]


def test_every_route_of_the_other_rooms_is_tried():
    paths = json.loads(Path("docs/openapi.json").read_text())["paths"]
    described = {each["operationId"] for methods in paths.values() for each in methods.values()}
    assert {each.operation for each in CALLS} == described - {each.operation for each in ROUTES}


def is_unavailable(answer: Answer) -> bool:
    return answer.status == 503 and answer.code == "UNAVAILABLE" and int(answer.headers["retry-after"]) >= 1


@EVERY
def test_fault_1_whatever_of_the_table_is_throttled_for_ever_asks_to_come_again(house, each):
    request = each.of(house, lived_in(house))
    client = house.cloud.client("dynamodb")
    for operation in asked_of(house, each):
        stood = everything(house)
        throttle = client.fail(operation, times=None)
        assert is_unavailable(house.send(request)), operation
        throttle.times = 0  # it is over
        assert everything(house) == stood
    assert house.send(request).status == 200


def asked_of(house: House, each: Call) -> list[str]:
    """Which operations a call asks of the table, found by making it in another house."""
    other = House(house.cloud, "another-firm")
    request = each.of(other, lived_in(other))
    client = house.cloud.client("dynamodb")
    before = len(client.calls)
    assert other.send(request).status == 200
    return sorted({call.operation for call in client.calls[before:]})


@contextmanager
def prepared(patch: pytest.MonkeyPatch, each: Call) -> Iterator[tuple[House, Request]]:
    with running_cloud(patch) as cloud:
        house = House(cloud)
        request = each.of(house, lived_in(house))
        cloud.restart()
        yield house, request


@EVERY
@pytest.mark.parametrize("error", ["fault", "kill"])
def test_faults_1_2_and_4_a_call_hit_once_anywhere_and_repeated_has_one_effect(monkeypatch, each, error):
    with prepared(monkeypatch, each) as (house, request):
        client = house.cloud.client("dynamodb")
        before, told = len(client.calls), house.ids()
        whole = house.send(request)
        assert whole.status == 200, whole.text
        places = list(points("dynamodb", client.calls[before:]))
        tells = [one["name"] for one in house.since(told)]
    for place in places:
        with prepared(monkeypatch, each) as (house, request):
            told = house.ids()
            hit_at(house, request, place, error)
            house.cloud.restart()
            again = house.send(request)
            assert (again.status, again.headers.get("etag")) == (200, whole.headers.get("etag")), place
            assert [one["name"] for one in house.since(told)] == tells, place


def hit_at(house: House, request: Request, place: Point, error: str) -> None:
    client = house.cloud.client(place.service)
    if error == "kill":
        client.fail(place.operation, nth=place.nth, moment=place.moment, error=KilledError)
        with pytest.raises(KilledError):
            house.send(request)
    else:
        client.fail(place.operation, nth=place.nth, moment=place.moment)
        answer = house.send(request)
        assert answer.status == 200 or is_unavailable(answer), place
    client.assert_fired()


@WITH_ID
def test_abuse_10_a_foreign_id_finds_nothing_in_any_room_and_an_own_one_does(house, foreign, each):
    mine, theirs = lived_in(house), lived_in(foreign)
    for name in [name for name in mine if f"{{{name}}}" in each.path]:
        before = everything(house)
        answers = {
            (answer.status, answer.code, answer.text)
            for answer in (
                house.send(each.of(house, {**mine, name: theirs[name]})),
                house.send(each.of(house, {**mine, name: f"{theirs[name].split('_')[0]}_01ARZ3NDEKTSV4RRFFQ69G5FAV"})),
            )
        }
        (only,) = answers
        assert only[:2] == (404, "NOT_FOUND"), (each.operation, name)
        assert everything(house) == before
    assert house.send(each.of(house, mine)).status == 200


@EVERY
def test_abuse_10_no_room_shows_anything_of_another_firm(house, foreign, each):
    mine, theirs = lived_in(house), lived_in(foreign)
    shown = house.send(each.of(house, mine)).text
    assert not [one for one in (bare(foreign.firm), *theirs.values()) if one in shown]
    stranger = replace(each.of(house, mine), who=claims(house.firm, foreign.owner_id))
    answer = house.send(stranger)
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")


@WRITING
def test_abuse_12_no_room_takes_a_field_it_did_not_ask_for(house, each):
    request = each.of(house, lived_in(house))
    before = everything(house)
    extra = {"firmId": "frm_X", "role": "owner", "status": "active", "internal": True, "v": 7, "memberId": "mem_X"}
    answer = house.send(replace(request, body={**(request.body or {}), **extra}))
    assert (answer.status, answer.faults) == (422, {(name, "UNKNOWN_FIELD") for name in extra})
    assert everything(house) == before
