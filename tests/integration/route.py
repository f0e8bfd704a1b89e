"""What a route is to the tests that demand the same of every route."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from tests.fakes.cloud import running_cloud
from tests.integration.house import House, Request

# How many things stand in a list that is filled.
FILLED = 4


@dataclass(frozen=True)
class Route:
    """`prepare` brings the house into the state the call needs and gives the call; `tells` is what it announces.

    `announcing` numbers the write that tells it: before it tries are counted, and claims taken. What is not repeatable
    happens anew each time. What leaves nothing in the table may still change the user pool or the bucket, and answers
    anew; what is quiet changes the table and announces nothing; what sets a state finds it set the next
    time, and needs no key.

    `needs` are the rights of an employee who may call it, the fewest that do; None is for the owner and admins alone.
    What `is_own` is the caller's own, and no right opens another's. `instead` is what another call of the kind would
    send, under the same key or of the same version; empty where nothing is left for the second. `names` tells that the
    body holds ids, `many` which of its fields holds entries that are judged each by itself. `fill` asks for a list with
    `FILLED` things in it, or more; nothing is ever taken out of one that `is_lasting`. `filters` are what else it may
    be asked. What `bears` is given or gives out a secret.
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
    is_quiet: bool = False
    sets_state: bool = False
    needs: tuple[str, ...] | None = None
    is_own: bool = False
    instead: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] | None = None
    names: bool = False
    many: str = ""
    fill: Callable[[House], Request] | None = None
    is_lasting: bool = False
    filters: tuple[tuple[str, str], ...] = ()
    bears: bool = False

    @property
    def writes(self) -> bool:
        return bool(self.tells) or self.is_quiet

    def otherwise(self, body: Any) -> Any:
        """What another call of the kind would send instead of this body."""
        change = self.instead(body) if callable(self.instead) else self.instead or {}
        return {**body, **change}

    @property
    def has_id(self) -> bool:
        return "{" in self.path


# What was prepared last, for whoever makes the same call over and over.
_latest: dict[str, tuple[object, Request, bool]] = {}


@contextmanager
def prepared(patch: pytest.MonkeyPatch, route: Route) -> Iterator[tuple[House, Request]]:
    """A new cloud with a house in which the call would succeed."""
    with running_cloud(patch) as cloud:
        house = House(cloud)
        if route.operation not in _latest:
            request = route.prepare(house)
            _latest.clear()
            _latest[route.operation] = cloud.kept(), request, house.is_recorded
        kept, request, house.is_recorded = _latest[route.operation]
        cloud.stand(kept)
        yield house, request


def get(path: str) -> Callable[[House], Request]:
    return lambda house: Request("GET", path, who=house.owner)


def name_of(route: object) -> str:
    """Name a route in a test's id."""
    assert isinstance(route, Route)
    return route.operation
