"""Two editors of one version: one wins, the other is told, and nothing of theirs is mixed, on every edit there is."""

from dataclasses import replace

import pytest

from shared import wiring
from tests.fakes.http import Answer
from tests.fakes.interleaving import Interleaved
from tests.integration.routes import ROUTES, name_of, naming_a_version

NAMING = tuple(each for each in ROUTES if each.instead is not None and not each.takes_key)
EDITS = tuple(each for each in NAMING if each.instead)


def is_stale(answer: Answer) -> bool:
    return (answer.status, answer.code) == (409, "VERSION_STALE")


def test_fault_7_every_call_that_names_a_version_is_tried():
    assert {each.operation for each in NAMING} == naming_a_version()


@pytest.mark.parametrize("route", EDITS, ids=name_of)
def test_fault_7_of_two_editors_of_one_version_the_second_changes_nothing(house, route):
    request = route.prepare(house)
    other = replace(request, body=route.instead)
    assert house.send(request).status == 200
    stood = house.dump()
    assert is_stale(house.send(other))
    assert house.dump() == stood


@pytest.mark.parametrize("route", NAMING, ids=name_of)
def test_fault_7_of_two_editors_at_once_one_wins(house, route, monkeypatch):
    """The second runs from beginning to end just before the first commits."""
    request = route.prepare(house)
    other = replace(request, body=route.instead or request.body)
    told, quick = house.ids(), []
    racing = Interleaved(
        house.cloud.client("dynamodb"), "transact_write_items", 1, lambda: quick.append(house.send(other))
    )
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    slow = house.send(request)
    assert racing.has_acted
    assert quick[0].status == 200, quick[0].text
    announced = [each["name"] for each in house.since(told)]
    if not route.instead:  # what the first took along is gone
        assert (slow.status, slow.code) in {(404, "NOT_FOUND"), (409, "VERSION_STALE"), (409, "WRONG_STATE")}
        assert announced == list(route.tells)
    else:
        assert is_stale(slow)
        assert set(announced) <= set(route.tells)
