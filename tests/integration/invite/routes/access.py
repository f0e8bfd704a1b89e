"""Ties, and the persons they open for."""

from tests.integration.invite.house import CLIENT_EMAIL, House, Request
from tests.integration.invite.routes.route import Route


def list_ties(house: House) -> Request:
    account, _ = house.tie()
    return Request("GET", f"/v1/accounts/{account}/ties", who=house.owner)


def create_tie(house: House) -> Request:
    body = {"contactId": house.contact(), "email": CLIENT_EMAIL, "signatory": True}
    return Request("POST", f"/v1/accounts/{house.account()}/ties", body, who=house.owner)


def grant_access(house: House) -> Request:
    account, tie = house.tie()
    body = {"invite": True, "message": "See you inside."}
    return Request("POST", f"/v1/accounts/{account}/ties/{tie}/access", body, who=house.owner)


def read_person(house: House) -> Request:
    return Request("GET", f"/v1/persons/{house.invited()}", who=house.owner)


def send_invitation(house: House) -> Request:
    return Request("POST", f"/v1/persons/{house.granted()}/invitation", {"message": "Welcome."}, who=house.owner)


def resend_invitation(house: House) -> Request:
    person = house.invited()
    house.wait(minutes=2)
    return Request("POST", f"/v1/persons/{person}/invitation/resend", who=house.owner)


ROUTES = (
    Route("listTies", "/v1/accounts/{account_id}/ties", "staff", 200, list_ties),
    Route("createTie", "/v1/accounts/{account_id}/ties", "staff", 201, create_tie, ("tie.created",), takes_key=True),
    Route(
        "grantAccess",
        "/v1/accounts/{account_id}/ties/{tie_id}/access",
        "staff",
        201,
        grant_access,
        ("portal_access.granted", "invitation.sent"),
        takes_key=True,
    ),
    Route("readPerson", "/v1/persons/{person_id}", "staff", 200, read_person),
    Route(
        "sendInvitation",
        "/v1/persons/{person_id}/invitation",
        "staff",
        201,
        send_invitation,
        ("invitation.sent",),
        takes_key=True,
    ),
    Route(
        "resendInvitation",
        "/v1/persons/{person_id}/invitation/resend",
        "staff",
        200,
        resend_invitation,
        ("invitation.resent",),
        takes_key=True,
    ),
)
