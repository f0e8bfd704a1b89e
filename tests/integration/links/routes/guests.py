"""What whoever holds a link calls."""

from tests.fakes.http import claims
from tests.fakes.links import GUEST
from tests.integration.house import CLIENT_EMAIL, House, Request
from tests.integration.porch import porch_of
from tests.integration.route import Route


def read_link(house: House) -> Request:
    return Request("GET", GUEST, headers=porch_of(house).share(name="Jane Doe").headers())


def open_link(house: House) -> Request:
    body = {"code": None, "name": "Jane Doe", "email": CLIENT_EMAIL}
    return Request("POST", f"{GUEST}/open", body, porch_of(house).share(name="Jane Doe").headers())


def ask_code(house: House) -> Request:
    return Request("POST", f"{GUEST}/code", headers=porch_of(house).share(needs_code=True, name="Jane Doe").headers())


def ask_renewal(house: House) -> Request:
    held = porch_of(house).share(days=1, name="Jane Doe")
    house.wait(days=1)
    return Request("POST", f"{GUEST}/renewal", headers=held.headers())


def open_own(house: House) -> Request:
    client = claims(house.firm, house.active())
    held = porch_of(house).share(email=CLIENT_EMAIL, needs_login=True, name="Jane Doe")
    return Request("POST", "/v1/portal/links/open", {}, held.headers(), client)


ROUTES = (
    Route("readGuestLink", GUEST, "bearer", 200, read_link, bears=True),
    Route(
        "openGuestLink",
        f"{GUEST}/open",
        "bearer",
        201,
        open_link,
        ("link.opened",),
        is_repeatable=False,
        bears=True,
    ),
    Route(
        "askLinkCode",
        f"{GUEST}/code",
        "bearer",
        202,
        ask_code,
        ("link.code_requested",),
        takes_key=True,
        bears=True,
    ),
    Route(
        "askLinkRenewal",
        f"{GUEST}/renewal",
        "bearer",
        202,
        ask_renewal,
        ("link.renewal_requested",),
        sets_state=True,
        bears=True,
    ),
    Route(
        "openOwnLink",
        "/v1/portal/links/open",
        "client",
        201,
        open_own,
        ("link.opened",),
        is_repeatable=False,
        bears=True,
    ),
)
