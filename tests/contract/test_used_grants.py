"""What a function may do is what it does: the story is told, and every action it takes is held against the grants.

A grant that is missing turns up here and not first on a deployed stage; one that nothing needs does too.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.bench.chapters import tell
from tests.bench.costs import camel, stage
from tests.bench.story import Payload, Step, Story
from tests.fakes.cloud import PORTAL_TABLE
from tests.fakes.faults import Call

_TABLE = Path(__file__).parents[2] / "docs" / "permissions.md"
_ROW = re.compile(r"^\| (?P<function>\S+) \| `(?P<action>\S+)` \| (?P<on>.+) \|$", re.M)
# Whoever has the token may: AWS asks for no permission of the caller.
_BY_TOKEN = {"associate_software_token", "verify_software_token", "revoke_token"}
_VERBS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}

type Use = tuple[str, str]


@cache
def granted() -> dict[str, set[Use]]:
    """Read the committed table, as far as the story can tell."""
    table: dict[str, set[Use]] = defaultdict(set)
    for row in _ROW.finditer(_TABLE.read_text()):
        service = row["action"].partition(":")[0]
        if service in {"dynamodb", "kms", "cognito-idp"} and "Stream" not in row["on"]:
            table[row["function"]].add((row["action"], _place(row["on"]) if service == "dynamodb" else ""))
    return table


@cache
def used() -> dict[str, set[Use]]:
    """Tell the story and note what each function asks of AWS."""
    table: dict[str, set[Use]] = defaultdict(set)
    with stage() as (cloud, _):

        @contextmanager
        def noted(step: Step, _: Payload) -> Iterator[None]:
            cloud.restart()  # in a cold container nothing is known already
            before = {each: len(cloud.client(each).calls) for each in ("dynamodb", "kms", "cognito-idp")}
            yield
            for service, since in before.items():
                for call in cloud.client(service).calls[since:]:
                    table[step.function].update(_uses(service, call))

        tell(Story(cloud, noted))
    return table


def _uses(service: str, call: Call) -> Iterator[Use]:
    request = call.request
    if call.operation == "transact_write_items":
        for action in request["TransactItems"]:
            ((verb, body),) = action.items()
            yield f"dynamodb:{_VERBS[verb]}", _named(body)
    elif call.operation == "batch_get_item":
        yield from (("dynamodb:BatchGetItem", _table_of(name)) for name in request["RequestItems"])
    elif call.operation == "query":
        index = request.get("IndexName")
        yield "dynamodb:Query", _named(request) + (f"/index/{index}" if index else "")
    elif service == "dynamodb":
        yield f"dynamodb:{camel(call.operation)}", _named(request)
    elif call.operation not in _BY_TOKEN:
        yield f"{service}:{camel(call.operation)}", ""


def _named(request: dict[str, Any]) -> str:
    return _table_of(request["TableName"])


def _table_of(name: str) -> str:
    return "Portal" if name == PORTAL_TABLE else "Activity"


def _place(on: str) -> str:
    return on.strip("`").removeprefix("Core/Tables/")


@pytest.mark.parametrize("function", sorted(granted()))
def test_a_function_is_granted_what_it_asks_for(function):
    assert used()[function] <= granted()[function]


@pytest.mark.parametrize("function", sorted(granted()))
def test_a_function_asks_for_all_it_is_granted(function):
    assert granted()[function] <= used()[function]
