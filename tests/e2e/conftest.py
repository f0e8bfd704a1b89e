"""The stage as it is deployed: over HTTP from outside, and over the cloud's own API where a test looks inside."""

from pathlib import Path

import pytest

from local.api import Caller
from local.stage import Stage
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
