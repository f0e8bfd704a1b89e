"""What clients call."""

from tests.fakes.http import claims
from tests.integration.house import House, Request
from tests.integration.route import Route


def read_portal_me(house: House) -> Request:
    return Request("GET", "/v1/portal/me", who=claims(house.firm, house.active()))


ROUTES = (Route("readPortalMe", "/v1/portal/me", "client", 200, read_portal_me),)
