import pytest

from tests.fakes.cloud import Cloud
from tests.fakes.links import Porch
from tests.fakes.naps import without_naps
from tests.fakes.tenancy import Tenant
from tests.integration.house import House


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    without_naps(monkeypatch)


@pytest.fixture
def house(cloud: Cloud) -> House:
    return House(cloud)


@pytest.fixture
def foreign(house: House) -> House:
    """Another firm in the same cloud."""
    return House(house.cloud, "north-ledger", "nils@north-ledger.example")


@pytest.fixture
def porch(cloud: Cloud) -> Porch:
    """A firm as those see it who stand before its door with a link."""
    return Porch(cloud)


@pytest.fixture
def abroad(porch: Porch) -> Porch:
    """Another firm in the same cloud, seen alike."""
    return Porch(porch.cloud, Tenant("north-ledger"))
