"""A function killed between any two of its calls: whoever comes next finds nothing half done, and finishes it."""

import pytest

from tests.fakes.faults import KilledError
from tests.integration.matrices.watching import changing, kill, watched
from tests.integration.routes import WRITES, name_of, prepared


@pytest.mark.parametrize("route", WRITES, ids=name_of)
def test_fault_4_a_call_killed_behind_any_change_is_finished_by_the_same_call(route, monkeypatch, capsys):
    with prepared(monkeypatch, route) as (house, request), watched(house) as places:
        assert house.send(request, idempotency_key="key-1").status == route.status
    killed_at = changing(places)
    assert killed_at
    for place in killed_at:
        with prepared(monkeypatch, route) as (house, request):
            told = house.ids()
            kill(house, place)
            with pytest.raises(KilledError):
                house.send(request, idempotency_key="key-1")
            house.cloud.client(place.service).assert_fired()
            was_told = [each["name"] for each in house.since(told)]
            assert was_told in ([], list(route.tells)), f"half done at {place}"
            house.cloud.restart()
            again = house.send(request, idempotency_key="key-1")
            if route.operation == "answerChallenge" and again.status == 401:
                assert again.code == "CHALLENGE_OVER", "a code is good once: whoever lost the answer signs in again"
                assert [each["name"] for each in house.since(told)] == was_told
                continue
            assert again.status == route.status, (place, again.text)
            twice = [*was_told, *route.tells]  # what is told each time it is done, as a login is
            expected = list(route.tells) if route.is_repeatable else twice
            assert [each["name"] for each in house.since(told)] == expected, place
    with capsys.disabled():
        print(f"\n{route.operation}: killed at {len(killed_at)} points", end=" ")
