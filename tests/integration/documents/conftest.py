import pytest

from tests.fakes.http import claims
from tests.integration.arriving import Arrivals
from tests.integration.house import House


@pytest.fixture
def arrivals(house: House) -> Arrivals:
    return Arrivals(house)


@pytest.fixture
def account(house):
    house.active()
    return next(iter(house.person().accounts))


@pytest.fixture
def jane(house, account):
    return claims(house.firm, house.person().id)
