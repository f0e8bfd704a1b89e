"""What every test may ask for.

Outside e2e and browser no test may open a socket: AWS is answered for inside the process.
"""

import gc
import sys
from collections.abc import Iterator
from io import StringIO
from logging import StreamHandler
from pathlib import Path

import pytest
from hypothesis import settings

from shared.observability import logger
from tests.fakes.clock import FrozenClock
from tests.fakes.cloud import Cloud, isolate, running_cloud
from tests.fakes.kms import FakeKms
from tests.fakes.ses import FakeSes

pytest_plugins = ("tests.stage",)

# Moto keeps many small objects for long; to look through them again and again is a tenth of all the time.
gc.set_threshold(100_000, 50, 100)

# The same examples in every run, however busy the machine is.
settings.register_profile("portico", derandomize=True, deadline=None, database=None)
settings.load_profile("portico")

_TESTS = Path(__file__).parent
# These start programs or speak to the embedded cloud.
_CONNECTED = ("e2e", "browser", "infra")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(_TESTS).parts[0] not in _CONNECTED:
            item.add_marker(pytest.mark.disable_socket)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def kms() -> FakeKms:
    return FakeKms()


@pytest.fixture
def ses() -> FakeSes:
    return FakeSes()


@pytest.fixture
def isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that reaches no account."""
    isolate(monkeypatch)


@pytest.fixture
def is_motos() -> bool:
    """Whether moto answers for every service, also for those there are fakes of."""
    return False


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch, is_motos: bool) -> Iterator[Cloud]:
    """The stage in one process."""
    with running_cloud(monkeypatch, is_motos=is_motos) as running:
        yield running


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What goes to the log, line by line, as CloudWatch would keep it."""
    written = StringIO()
    replaced = [(each, each.setStream(written)) for each in logger().handlers if isinstance(each, StreamHandler)]
    assert replaced, "the logger writes nowhere"
    yield written
    for handler, stream in replaced:
        handler.setStream(stream or sys.stdout)
