"""Two editors of one version: one wins, the other is told, and nothing of theirs is mixed, on every edit there is."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shared import wiring
from tests.fakes.http import Answer
from tests.fakes.interleaving import Interleaved
from tests.integration.invite.routes import ROUTES, name_of

# What another editor of the same version would have instead.
OTHERWISE: dict[str, dict[str, Any]] = {
    "updateAccount": {"name": "Roe & Daughters"},
    "updateContact": {"name": "Jane Roe", "locale": "de"},
    "updateTie": {"notify": True, "signatory": True},
    "updateFirm": {"name": "Harbor & Roe"},
    "updateMember": {"name": "Emil Roe", "locale": "es"},
}
# Merging names a version as well; what it takes is gone by the second time.
MERGING = {"mergeAccount", "mergeContact"}
EDITS = tuple(each for each in ROUTES if each.operation in OTHERWISE)


def is_stale(answer: Answer) -> bool:
    return (answer.status, answer.code) == (409, "VERSION_STALE")


def test_fault_7_every_call_that_names_a_version_is_tried():
    paths = json.loads(Path("docs/openapi.json").read_text())["paths"]
    described = [each for methods in paths.values() for each in methods.values()]
    naming = {
        each["operationId"] for each in described if "If-Match" in {one["name"] for one in each.get("parameters", ())}
    }
    assert naming & {each.operation for each in ROUTES} == set(OTHERWISE) | MERGING


@pytest.mark.parametrize("route", EDITS, ids=name_of)
def test_fault_7_of_two_editors_of_one_version_the_second_changes_nothing(house, route):
    request = route.prepare(house)
    other = replace(request, body=OTHERWISE[route.operation])
    assert house.send(request).status == 200
    stood = house.dump()
    assert is_stale(house.send(other))
    assert house.dump() == stood


@pytest.mark.parametrize("route", [*EDITS, *(each for each in ROUTES if each.operation in MERGING)], ids=name_of)
def test_fault_7_of_two_editors_at_once_one_wins(house, route, monkeypatch):
    """The second runs from beginning to end just before the first commits."""
    request = route.prepare(house)
    other = replace(request, body=OTHERWISE.get(route.operation, request.body))
    told, quick = house.ids(), []
    racing = Interleaved(
        house.cloud.client("dynamodb"), "transact_write_items", 1, lambda: quick.append(house.send(other))
    )
    monkeypatch.setattr(wiring, "client", lambda name: racing if name == "dynamodb" else house.cloud.client(name))
    slow = house.send(request)
    assert racing.has_acted
    assert quick[0].status == 200, quick[0].text
    announced = [each["name"] for each in house.since(told)]
    if route.operation in MERGING:
        assert (slow.status, slow.code) in {(404, "NOT_FOUND"), (409, "VERSION_STALE"), (409, "WRONG_STATE")}
        assert announced == list(route.tells)
    else:
        assert is_stale(slow)
        assert set(announced) <= set(route.tells)
