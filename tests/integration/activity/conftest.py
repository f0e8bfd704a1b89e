import pytest

from tests.fakes.cloud import Cloud
from tests.fakes.tenancy import Tenant, settle


@pytest.fixture
def firm(cloud: Cloud) -> Tenant:
    """The firm of the samples; another one stands beside it."""
    tenant = Tenant()
    settle(cloud.table, tenant, Tenant(slug="river-law"))
    return tenant
