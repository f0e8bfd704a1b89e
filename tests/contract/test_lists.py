"""Every list is grown and weighed by the benches, and asks the same of the table however long it is."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic.alias_generators import to_snake

from local.docs import openapi
from tests.bench import growth, sizes


@dataclass(frozen=True)
class Reading:
    """A GET as an application declares it: what may be asked, and whether its answer is a page or holds a list."""

    path: str
    filters: dict[str, Any]
    is_paged: bool
    has_limit: bool
    has_list: bool


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    whole = openapi.document()
    schemas = whole["components"]["schemas"]
    return [_reading(path, item["get"], schemas) for path, item in whole["paths"].items() if "get" in item]


def _reading(path: str, declared: dict[str, Any], schemas: dict[str, Any]) -> Reading:
    asked = {each["name"]: each["schema"] for each in declared.get("parameters", ()) if each["in"] == "query"}
    answer = declared["responses"]["200"]["content"]["application/json"]["schema"]
    fields = schemas[answer["$ref"].rpartition("/")[2]]["properties"]
    return Reading(
        re.sub(r"{(\w+)}", lambda found: f"{{{to_snake(found[1])}}}", path),
        {name: each for name, each in asked.items() if name not in {"limit", "cursor"}},
        is_paged={"items", "nextCursor"} <= set(fields),
        has_limit="limit" in asked,
        has_list=any("array" in repr(each) for each in fields.values()),
    )


def _values(schema: dict[str, Any]) -> set[str | None]:
    """The values a filter may have, where they are counted; else None, which stands for any."""
    found = {value for each in [schema, *schema.get("anyOf", [])] for value in each.get("enum", [])}
    return found or {None}


def test_every_list_is_grown_and_weighed(readings):
    paged = {each.path for each in readings if each.is_paged}
    assert {each.path for each in growth.LISTS} == paged
    assert set(sizes.LISTS) == paged
    assert len(paged) > 10, "next to no list was found"


def test_every_filter_of_a_list_is_asked_for_with_each_of_its_values(readings):
    wanted = {
        (each.path, name, value)
        for each in readings
        if each.is_paged
        for name, schema in each.filters.items()
        for value in _values(schema)
    }
    counted = {(path, name) for path, name, value in wanted if value is not None}
    asked = {
        (each.path, name, value if (each.path, name) in counted else None)
        for each in growth.LISTS
        for name, value in each.query.items()
    }
    assert asked == wanted


def test_only_pages_whose_size_nobody_chooses_are_asked_in_one(readings):
    paged = {each.path: each.has_limit for each in readings if each.is_paged}
    assert {each.path: each.has_limit for each in growth.LISTS} == paged


def test_what_is_answered_whole_is_bounded_by_a_reason(readings):
    whole = {each.path for each in readings if each.has_list and not each.is_paged}
    assert set(growth.BOUNDED) == whole


def test_requests_of_a_list_are_the_same_however_long_it_is():
    grown = growth.measured((1, 100), (1, 100))
    assert [(each.what.spelled, each.what.asker, each.requests) for each in grown if not each.is_constant] == []
