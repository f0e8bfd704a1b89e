"""What a route is to the tests that demand the same of every route."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.integration.invite.house import House, Request


@dataclass(frozen=True)
class Route:
    """`prepare` brings the house into the state the call needs and gives the call; `tells` is what it announces."""

    operation: str
    path: str
    who: Literal["staff", "client", "bearer", "anybody"]
    status: int
    prepare: Callable[[House], Request]
    tells: tuple[str, ...] = ()
    takes_key: bool = False

    @property
    def writes(self) -> bool:
        return bool(self.tells)


def get(path: str) -> Callable[[House], Request]:
    return lambda house: Request("GET", path, who=house.owner)


def name_of(route: object) -> str:
    """Name a route in a test's id."""
    assert isinstance(route, Route)
    return route.operation
