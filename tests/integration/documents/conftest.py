import pytest

from tests.integration.arriving import Arrivals
from tests.integration.house import House


@pytest.fixture
def arrivals(house: House) -> Arrivals:
    return Arrivals(house)
