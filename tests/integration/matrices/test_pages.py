"""Lists while the table moves under them: at the edge of a page, behind the last, when what a page ended on is gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shared import wiring
from shared.table.schema import PORTAL, index_name
from tests.fakes.cloud import PORTAL_TABLE
from tests.fakes.http import call, handler_of
from tests.fakes.lagging import Lagging
from tests.integration.house import House, Request
from tests.integration.matrices.expecting import identity
from tests.integration.routes import FILLED, ROUTES, WRITES, is_sized, name_of, paged

FILLED_LISTS = tuple(each for each in ROUTES if each.fill)
LISTS = pytest.mark.parametrize("route", FILLED_LISTS, ids=name_of)


def page(request: Request, limit: int, cursor: str | None = None) -> tuple[list[str], str | None]:
    query: dict[str, Any] = {**request.query, "limit": limit, **({"cursor": cursor} if cursor else {})}
    answer = call(handler_of(request.path), "GET", request.path, query=query, headers=request.headers, who=request.who)
    assert answer.status == 200, answer.text
    return [identity(each) for each in answer.json["items"]], answer.json["nextCursor"]


def pages(request: Request, limit: int) -> Iterator[list[str]]:
    cursor = None
    while True:
        found, cursor = page(request, limit, cursor)
        yield found
        if cursor is None:
            return


def flat(found: Iterator[list[str]]) -> list[str]:
    return [each for some in found for each in some]


def test_fault_22_every_list_is_filled_here():
    assert tuple(each for each in paged() if is_sized(each)) == FILLED_LISTS


@LISTS
def test_fault_22_wherever_a_page_ends_everything_comes_once_and_the_last_page_leads_nowhere(house, route):
    """A page as long as the list may lead on to an empty one, and that is the end."""
    request = route.fill(house)
    whole, _ = page(request, 100)
    assert len(set(whole)) == len(whole) >= FILLED
    for limit in (1, 2, 3, len(whole), len(whole) + 1):
        found = list(pages(request, limit))
        assert flat(iter(found)) == whole, limit
        assert all(len(each) <= limit for each in found)
        assert len(found) <= len(whole) // limit + 1


def without(house: House, gone: dict[str, Any]) -> None:
    """Take one item away as the table's own clock does: by itself, telling nobody, whatever refers to it."""
    key = {name: gone[name] for name in ("pk", "sk")}
    house.cloud.dynamodb.transact_write_items(TransactItems=[{"Delete": {"TableName": PORTAL_TABLE, "Key": key}}])


@pytest.mark.parametrize("route", [each for each in FILLED_LISTS if not each.is_lasting], ids=name_of)
def test_fault_20_a_page_goes_on_behind_what_was_removed_under_it(house, route):
    request = route.fill(house)
    whole, _ = page(request, 100)
    first, cursor = page(request, 2)
    last, _, account = first[-1].partition(" ")
    gone = [item for item in house.cloud.items() if item.get("id", {}).get("S") == last]
    for each in gone:
        if not account or each["account"].get("S", account) == account:
            without(house, each)
    assert len(page(request, 100)[0]) == len(whole) - 1
    rest = []
    while cursor:
        found, cursor = page(request, 2, cursor)
        rest += found
    assert [*first, *rest] == whole


@contextmanager
def every_index_lags(house: House, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no index show anything that came to it since the house was made."""
    lagging: Any = house.cloud.client("dynamodb")
    for each in PORTAL.indexes:
        lagging = Lagging(lagging, index_name(each.name))
    with patch.context() as inside:
        inside.setattr(wiring, "client", lambda name: lagging if name == "dynamodb" else house.cloud.client(name))
        yield


@pytest.mark.parametrize("route", WRITES, ids=name_of)
def test_fault_21_no_call_decides_by_what_an_index_shows(house, route, monkeypatch):
    request = route.prepare(house)
    told = house.ids()
    house.cloud.restart()
    with every_index_lags(house, monkeypatch):
        answer = house.send(request)
    if route.operation == "changeEmail":  # it needs the ties that an index lists, and knows how many there must be
        assert (answer.status, answer.code) == (409, "VERSION_STALE")
        assert house.since(told) == []
        house.cloud.restart()
        answer = house.send(request)
    assert answer.status == route.status, answer.text
    assert [each["name"] for each in house.since(told)] == list(route.tells)


@pytest.mark.parametrize("route", paged(), ids=name_of)
def test_fault_21_a_list_whose_index_lags_is_short_and_right_again_at_once(house, route, monkeypatch):
    request = route.prepare(house)
    whole = house.send(request).json["items"]
    house.cloud.restart()
    with every_index_lags(house, monkeypatch):
        shown = house.send(request)
        assert shown.status == 200
        assert all(each in whole for each in shown.json["items"])
    house.cloud.restart()
    assert house.send(request).json["items"] == whole
