"""The route table is true, whole, and within the budget."""

from collections import Counter
from collections.abc import Callable
from importlib import import_module

import pytest

from infra.environment import READS as FUNCTIONS
from infra.routes import ANSWERING
from tests.bench import costs, processes
from tests.bench.costs import Row
from tests.bench.story import module


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return costs.measured()


@pytest.fixture
def the(rows: list[Row]) -> Callable[[str], Row]:
    """Find a row by what it is about."""
    by_name = {each.step.spelled: each for each in rows}
    return by_name.__getitem__


def routes() -> set[str]:
    """Every route the rooms have, by method and path."""
    found = set()
    for function in ANSWERING:
        schema = import_module(module(function)).app.whole.get_openapi_schema(title=function, version="1")
        for path, item in schema.paths.items():
            methods = item.model_dump(exclude_none=True, include={"get", "post", "put", "patch", "delete"})
            found |= {f"{method.upper()} {path}" for method in methods}
    return found


def test_every_route_and_every_function_has_a_row(rows: list[Row]) -> None:
    assert {each.step.what for each in rows if each.is_route} == routes()
    assert {each.step.function for each in rows} == set(FUNCTIONS)


def test_every_function_is_called_cold_by_a_step_of_the_story(rows: list[Row]) -> None:
    steps = {(each.step.function, each.step.spelled) for each in rows}

    assert set(processes.FIRST_CALLS) == set(FUNCTIONS)
    assert {(function, each) for function, calls in processes.FIRST_CALLS.items() for each in calls} <= steps


def test_committed_table_tells_what_the_story_costs_now(rows: list[Row]) -> None:
    assert costs.TABLE.read_text().splitlines() == costs.rendered(rows).splitlines()


def test_requests_on_the_wire_are_those_of_the_table(rows: list[Row]) -> None:
    billed = [(each.step, costs.on_the_wire(each)) for each in rows]
    counted = costs.counted_on_the_wire()

    assert counted == billed
    assert sum(sum(each.values(), start=0) for _, each in counted) > len(rows), "the recorder saw next to nothing"


def test_routes_keep_to_two_reads_and_one_write_but_for_the_exceptions(rows: list[Row]) -> None:
    over = [each for each in rows if each.is_route and not each.is_within_budget]

    assert [each.step.spelled for each in over if each.exception is None] == []
    assert {each.exception for each in over} == set(costs.EXCEPTIONS), "an exception nobody needs"


def test_what_no_route_asks_beyond_the_budget_is_explained(rows: list[Row]) -> None:
    over = {each.step.function for each in rows if not each.is_route and not each.is_within_budget}

    assert over == set(costs.REMARKS)


@pytest.mark.parametrize(("whose", "reads", "units"), [("a member's", 1, 2), ("a client's", 2, 3)])
def test_opening_an_invitation_is_a_consistent_read_of_a_unit_an_item(
    the: Callable[[str], Row], whose: str, reads: int, units: int
) -> None:
    opening = the(f"GET /v1/public/invitation ({whose})")

    assert costs.on_the_wire(opening) == Counter({"dynamodb.BatchGetItem": reads})
    assert opening.read_units == units, "the credential, which proves the token, the firm, and what a client's opens"


def test_no_step_asks_for_a_scan_or_a_write_outside_a_transaction(rows: list[Row]) -> None:
    asked = {name for each in rows for name in each.requests}

    assert asked == {"get_item", "batch_get_item", "query", "transact_write_items"}
