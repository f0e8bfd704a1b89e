"""Every single fault of every route: throttled, lost after commit, in conflict. Repeated, the call has one effect."""

import pytest

from tests.fakes.faults import Point, hit, points
from tests.fakes.http import Answer
from tests.fakes.refusals import conflict, throttled
from tests.integration.house import CLIENT_EMAIL, House, Request
from tests.integration.matrices.expecting import is_unavailable, told
from tests.integration.routes import READS, WRITES, Route, name_of, prepared

SERVICES = ("dynamodb", "kms", "cognito-idp", "s3")
# A sign-in is no creation: each that goes through is a login, and is told as one. So is each wish for a link.
REPEATABLE = tuple(each for each in WRITES if each.is_repeatable)


def all_points(patch: pytest.MonkeyPatch, route: Route) -> list[Point]:
    """Every place where the call can be hit once, found by making it unharmed."""
    with prepared(patch, route) as (house, request):
        clients = {each: house.cloud.client(each) for each in SERVICES}
        before = {each: len(client.calls) for each, client in clients.items()}
        assert send(house, request).status == route.status
        return [point for each, client in clients.items() for point in points(each, client.calls[before[each] :])]


def send(house: House, request: Request) -> Answer:
    return house.send(request, idempotency_key="key-1")


@pytest.mark.parametrize("route", REPEATABLE, ids=name_of)
def test_call_hit_once_anywhere_and_repeated_has_one_effect(route, monkeypatch, capsys):
    """A throttle before each AWS call, an answer lost after each: then the same call under the same key."""
    places = all_points(monkeypatch, route)
    assert any((each.operation, each.moment) == ("transact_write_items", "after") for each in places)
    for place in places:
        with prepared(monkeypatch, route) as (house, request):
            before = house.ids()
            client = house.cloud.client(place.service)
            hit(client, place)
            answer = send(house, request)
            client.assert_fired()
            assert answer.status == route.status or is_unavailable(answer), (place, answer.text)
            assert told(house, before) in ([], list(route.tells)), f"half done at {place}"
            if answer.status == route.status:
                assert told(house, before) == list(route.tells)
            again = send(house, request)
            assert again.status == route.status, (place, again.text)
            assert told(house, before) == list(route.tells), place
            if route.operation == "acceptInvitation":
                assert len(house.users()) == 1
                assert house.signs_in(CLIENT_EMAIL)
    with capsys.disabled():
        print(f"\n{route.operation}: {len(places)} points", end=" ")


@pytest.mark.parametrize("route", WRITES, ids=name_of)
@pytest.mark.parametrize("error", [throttled, conflict], ids=["throttled", "conflict"])
def test_write_refused_for_a_while_is_tried_again_by_itself(house, route, error):
    request = route.prepare(house)
    before = house.ids()
    client = house.cloud.client("dynamodb")
    client.fail("transact_write_items", times=3, error=error)
    assert send(house, request).status == route.status
    client.assert_fired()
    assert told(house, before) == list(route.tells)


@pytest.mark.parametrize("route", WRITES, ids=name_of)
def test_write_that_was_done_and_answered_as_if_not_is_known_by_its_outbox(house, route):
    """The second try meets the first's own announcement."""
    request = route.prepare(house)
    before = house.ids()
    client = house.cloud.client("dynamodb")
    client.fail("transact_write_items", nth=route.announcing, moment="after")
    answer = house.send(request)
    client.assert_fired()
    assert answer.status == route.status, answer.text
    assert told(house, before) == list(route.tells)


@pytest.mark.parametrize("route", WRITES, ids=name_of)
def test_write_refused_for_good_is_unavailable_and_nothing_is_half_done(house, route):
    request = route.prepare(house)
    before, dump = house.ids(), house.dump()
    client = house.cloud.client("dynamodb")
    client.fail("transact_write_items", times=4)
    assert is_unavailable(send(house, request))
    client.assert_fired()
    assert house.dump() == dump
    assert send(house, request).status == route.status
    assert told(house, before) == list(route.tells)


@pytest.mark.parametrize("route", READS, ids=name_of)
def test_read_that_is_throttled_is_unavailable_and_then_answers(house, route):
    request = route.prepare(house)
    client = house.cloud.client("dynamodb")
    faults = [client.fail(each) for each in ("batch_get_item", "query")]
    answers = [house.send(request) for _ in range(3)]
    assert is_unavailable(answers[0])
    assert answers[-1].status == route.status
    assert faults[0].fired
