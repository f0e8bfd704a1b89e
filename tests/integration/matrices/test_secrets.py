"""Whoever has a dump of the tables, the files, the queues and the log has no token and no password of anybody."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.http import Answer
from tests.integration.house import Request
from tests.integration.matrices.keeping import kept, tell
from tests.integration.routes import ROUTES, name_of

# What opens a door, by the name it has in a request or an answer.
SECRET = {
    "accessToken",
    "authorization",
    "challenge",
    "currentPassword",
    "idToken",
    "linkAddress",
    "linkPass",
    "newPassword",
    "password",
    "portico-pass",
    "portico-token",
    "refreshToken",
    "secret",
    "uri",
    "x-amz-signature",
}


def secrets_in(said: Any, name: str = "") -> Iterator[str]:
    """Find what opens a door in a request or an answer, however deep."""
    if isinstance(said, dict):
        for key, each in said.items():
            yield from secrets_in(each, key)
    elif isinstance(said, list):
        for each in said:
            yield from secrets_in(each, name)
    elif isinstance(said, str) and name in SECRET:
        yield said.removeprefix("Bearer ")


def passed(request: Request, answer: Answer) -> set[str]:
    return {*secrets_in(request.body), *secrets_in(dict(request.headers)), *secrets_in(answer.json)}


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_abuse_2_what_a_route_is_given_or_gives_out_is_kept_nowhere(house, logged, route):
    """Neither when it succeeds nor when what goes wrong is logged."""
    request = route.prepare(house)
    answer = house.send(request, idempotency_key="a-key-of-mine")
    assert answer.status == route.status
    secrets = passed(request, answer)
    assert bool(secrets) == (route.bears)
    tell(house)
    house.cloud.client("dynamodb").fail("transact_write_items", error=lambda: RuntimeError("unforeseen"))
    house.cloud.client("dynamodb").fail("batch_get_item", error=lambda: RuntimeError("unforeseen"))
    house.send(request)
    shown = kept(house, logged)
    assert house.firm in shown
    assert not [each for each in {*secrets, "a-key-of-mine"} if each in shown]
