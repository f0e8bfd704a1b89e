"""The stage as it is deployed: over HTTP from outside, and over the cloud's own API where a test looks inside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local import http
from local.api import Caller
from local.stage import Stage
from tests.e2e.addresses import Addresses, listening
from tests.e2e.inside import Inside
from tests.people import Firm

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker("e2e")


@pytest.fixture
def owner(firm: Firm) -> Caller:
    return firm.owner


@pytest.fixture(scope="session")
def inside(stage: Stage) -> Inside:
    return Inside(stage)


@pytest.fixture(scope="session", autouse=True)
def addresses() -> Iterator[Addresses]:
    """Hear of every address for storage these tests are given, and hold them all against their bounds at the end."""
    heard = Addresses()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "call", listening(heard))
        yield heard
    heard.expect_bounded()
