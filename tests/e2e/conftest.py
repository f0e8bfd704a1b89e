"""The stage as it is deployed: over HTTP from outside, and over the cloud's own API where a test looks inside."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from local.api import Caller
from local.clock import StageClock
from local.place import Place
from local.stage import Stage
from tests.browser.people import Firm
from tests.e2e.inside import Inside

type Later = Callable[[timedelta], AbstractContextManager[None]]

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def firm(stage: Stage) -> Firm:
    return Firm(stage)


@pytest.fixture
def owner(firm: Firm) -> Caller:
    return firm.owner


@pytest.fixture(scope="session")
def inside(place: Place, stage: Stage) -> Inside:
    return Inside(place, stage)


@pytest.fixture
def later(place: Place, stage: Stage) -> Later:
    """Move the stage's clock ahead for a while; it returns whatever happens."""
    clock = StageClock(place, stage.addresses.outputs["ClockParameter"])

    @contextmanager
    def moved(by: timedelta) -> Iterator[None]:
        clock.move(by)
        try:
            yield
        finally:
            clock.move(timedelta())

    return moved
