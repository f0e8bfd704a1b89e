"""What anybody calls, and whoever holds a link."""

from tests.integration.founding import PASSWORD
from tests.integration.house import OTHER_PASSWORD, OWNER_EMAIL, House, Request
from tests.integration.route import Route


def read_invitation(house: House) -> Request:
    return Request("GET", "/v1/public/invitation", headers={"portico-token": house.token(house.invited())})


def accept_invitation(house: House) -> Request:
    token = house.token(house.invited())
    return Request("POST", "/v1/public/invitation/accept", {"password": PASSWORD}, {"portico-token": token})


def sign_in(house: House) -> Request:
    body = {"audience": "team", "firm": house.slug, "email": OWNER_EMAIL, "password": PASSWORD}
    return Request("POST", "/v1/public/sessions", body)


ROUTES = (
    Route("readInvitation", "/v1/public/invitation", "bearer", 200, read_invitation, bears=True),
    Route(
        "acceptInvitation",
        "/v1/public/invitation/accept",
        "bearer",
        201,
        accept_invitation,
        ("invitation.accepted", "client.signed_up", "client.logged_in"),
        takes_key=True,
        announcing=3,
        instead={"password": OTHER_PASSWORD},
        bears=True,
    ),
    Route(
        "signIn",
        "/v1/public/sessions",
        "anybody",
        201,
        sign_in,
        ("member.logged_in",),
        announcing=2,
        is_repeatable=False,
        bears=True,
    ),
)
