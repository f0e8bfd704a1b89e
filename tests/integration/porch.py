"""A firm of the matrices as those see it who stand before its door with a link."""

from shared.domain.ids import AccountId
from tests.fakes.links import Porch, Site
from tests.integration.house import House


def porch_of(house: House) -> Porch:
    """Stand before the door of a firm that has one account."""
    return Porch(house.cloud, Site(house.firm, house.owner_id, AccountId(house.account())))
