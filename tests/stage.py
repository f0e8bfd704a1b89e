"""One deployed stage for all tests that need it: started at the first, stopped after the last."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from local.api import Caller
from local.clock import StageClock
from local.place import PROJECT, Place
from local.running import forget, running
from local.stage import Stage
from tests.people import Firm

type Later = Callable[[timedelta], AbstractContextManager[None]]

_TESTS = Path(__file__).parent
_ON_THE_STAGE = ("e2e", "browser")


class Runs:
    """A stage that can be stopped and started again under the tests that use it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._closing = ExitStack()

    def start(self) -> Stage:
        stage, _ = self._closing.enter_context(running(self._place, print))
        return stage

    def stop(self) -> None:
        self._closing.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the stage's tests on one worker, whoever spreads tests: they share its clock."""
    for item in items:
        if item.path.relative_to(_TESTS).parts[0] in _ON_THE_STAGE:
            item.add_marker(pytest.mark.xdist_group("stage"))


@pytest.fixture(scope="session")
def place() -> Place:
    """A folder and ports of the tests' own, beside a stage somebody may have running."""
    return Place(
        folder=PROJECT / os.environ.get("PORTICO_TEST_STATE", ".portico-test"),
        port=int(os.environ.get("PORTICO_TEST_PORT", "4666")),
        web_port=int(os.environ.get("PORTICO_TEST_WEB_PORT", "8180")),
    )


@pytest.fixture(scope="session")
def runs(place: Place) -> Iterator[Runs]:
    """Start from nothing, whatever an earlier run left."""
    forget(place)
    runs = Runs(place)
    yield runs
    runs.stop()


@pytest.fixture(scope="session")
def stage(runs: Runs) -> Stage:
    return runs.start()


@pytest.fixture
def restart(runs: Runs, stage: Stage) -> Callable[[], None]:
    """Stop the stage and start it again from what it saved; its addresses stay."""

    def again() -> None:
        runs.stop()
        assert runs.start().addresses == stage.addresses

    return again


@pytest.fixture(scope="session")
def door(stage: Stage) -> Caller:
    """Anybody, before they say who they are."""
    return Caller(stage.addresses.web)


@pytest.fixture(scope="session")
def firm(stage: Stage) -> Firm:
    return Firm(stage)


@pytest.fixture
def later(stage: Stage) -> Later:
    """Move the stage's clock ahead for a while; it returns whatever happens."""
    return StageClock(stage.addresses).ahead
