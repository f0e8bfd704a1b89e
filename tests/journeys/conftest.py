import pytest

from tests.fakes.cloud import Cloud
from tests.fakes.naps import without_naps
from tests.infra.assembly import Assembly
from tests.infra.conftest import local, node_on_path, synthesize  # noqa: F401  # fixtures, asked for by name
from tests.journeys.house import House


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    without_naps(monkeypatch)


@pytest.fixture
def house(cloud: Cloud, local: Assembly) -> House:  # noqa: F811  # the fixture above
    """The portal in one process, put together as the template says."""
    return House(cloud, local)
