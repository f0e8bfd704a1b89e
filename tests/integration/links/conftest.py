import pytest

from tests.fakes.cloud import Cloud
from tests.fakes.links import Porch
from tests.fakes.tenancy import Tenant


@pytest.fixture
def porch(cloud: Cloud) -> Porch:
    return Porch(cloud)


@pytest.fixture
def abroad(porch: Porch) -> Porch:
    """Another firm in the same cloud."""
    return Porch(porch.cloud, Tenant("north-ledger"))
