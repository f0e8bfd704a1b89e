"""What a route is to the tests that demand the same of every route."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import pytest

from tests.fakes.cloud import running_cloud
from tests.integration.invite.house import House, Request


@dataclass(frozen=True)
class Route:
    """`prepare` brings the house into the state the call needs and gives the call; `tells` is what it announces.

    `announcing` numbers the write that tells it: before it tries are counted, and claims taken. What is not repeatable
    happens anew each time. What leaves nothing in the table may still change the user pool, and answers anew.
    """

    operation: str
    path: str
    who: Literal["staff", "client", "bearer", "anybody"]
    status: int
    prepare: Callable[[House], Request]
    tells: tuple[str, ...] = ()
    takes_key: bool = False
    announcing: int = 1
    is_repeatable: bool = True
    leaves_nothing: bool = False

    @property
    def writes(self) -> bool:
        return bool(self.tells)


@contextmanager
def prepared(patch: pytest.MonkeyPatch, route: Route) -> Iterator[tuple[House, Request]]:
    """A new cloud with a house in which the call would succeed."""
    with running_cloud(patch) as cloud:
        house = House(cloud)
        request = route.prepare(house)
        cloud.restart()
        yield house, request


def get(path: str) -> Callable[[House], Request]:
    return lambda house: Request("GET", path, who=house.owner)


def name_of(route: object) -> str:
    """Name a route in a test's id."""
    assert isinstance(route, Route)
    return route.operation
