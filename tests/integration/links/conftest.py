import pytest

from tests.fakes.cloud import Cloud
from tests.fakes.links import Porch
from tests.fakes.naps import without_naps
from tests.fakes.tenancy import Tenant


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    without_naps(monkeypatch)


@pytest.fixture
def porch(cloud: Cloud) -> Porch:
    return Porch(cloud)


@pytest.fixture
def foreign(porch: Porch) -> Porch:
    """Another firm in the same cloud."""
    return Porch(porch.cloud, Tenant("north-ledger"))
