"""Ties, and the persons they open for."""

from tests.integration.house import CLIENT_EMAIL, House, Request
from tests.integration.invite.routes.contacts import people
from tests.integration.route import Route


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


def read_tie(house: House) -> Request:
    account, tie = house.tie()
    return Request("GET", f"/v1/accounts/{account}/ties/{tie}", who=house.owner)


def update_tie(house: House) -> Request:
    account, tie = house.tie()
    body = {"notify": False, "topics": {"organizers": False}}
    return Request("PATCH", f"/v1/accounts/{account}/ties/{tie}", body, {"if-match": '"1"'}, house.owner)


def remove_tie(house: House) -> Request:
    account, tie = house.tie()
    return Request("POST", f"/v1/accounts/{account}/ties/{tie}/remove", who=house.owner)


def revoke_access(house: House) -> Request:
    account, tie = house.tie()
    house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})
    return Request("POST", f"/v1/accounts/{account}/ties/{tie}/access/revoke", who=house.owner)


def cancel_invitation(house: House) -> Request:
    return Request("POST", f"/v1/persons/{house.invited()}/invitation/cancel", who=house.owner)


def list_pending(house: House) -> Request:
    house.invited()
    return Request("GET", "/v1/persons/pending", who=house.owner)


def read_person(house: House) -> Request:
    return Request("GET", f"/v1/persons/{house.invited()}", who=house.owner)


def send_invitation(house: House) -> Request:
    return Request("POST", f"/v1/persons/{house.granted()}/invitation", {"message": "Welcome."}, who=house.owner)


def resend_invitation(house: House) -> Request:
    person = house.invited()
    house.wait(minutes=2)
    return Request("POST", f"/v1/persons/{person}/invitation/resend", who=house.owner)


def ties(house: House) -> Request:
    account = house.account()
    for number, contact in enumerate(people(house)):
        house.made(f"/v1/accounts/{account}/ties", {"contactId": contact, "email": f"jane{number}@doe.example"})
    return Request("GET", f"/v1/accounts/{account}/ties", who=house.owner)


def pending(house: House) -> Request:
    listed = ties(house)
    for tie in house.send(listed).json["items"]:
        house.made(f"{listed.path}/{tie['id']}/access", {})
    return Request("GET", "/v1/persons/pending", who=house.owner)


ROUTES = (
    Route(
        "listTies", "/v1/accounts/{account_id}/ties", "staff", 200, list_ties, needs=("view_all_accounts",), fill=ties
    ),
    Route(
        "createTie",
        "/v1/accounts/{account_id}/ties",
        "staff",
        201,
        create_tie,
        ("tie.created",),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts"),
        instead={"signatory": False},
        names=True,
    ),
    Route(
        "grantAccess",
        "/v1/accounts/{account_id}/ties/{tie_id}/access",
        "staff",
        201,
        grant_access,
        ("portal_access.granted", "invitation.sent"),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts"),
        instead={"message": "Another message."},
    ),
    Route("readTie", "/v1/accounts/{account_id}/ties/{tie_id}", "staff", 200, read_tie, needs=("view_all_accounts",)),
    Route(
        "updateTie",
        "/v1/accounts/{account_id}/ties/{tie_id}",
        "staff",
        200,
        update_tie,
        ("tie.changed", "tie.changed"),
        needs=("manage_accounts", "view_all_accounts"),
        instead={"notify": True, "signatory": True},
    ),
    Route(
        "removeTie",
        "/v1/accounts/{account_id}/ties/{tie_id}/remove",
        "staff",
        200,
        remove_tie,
        ("tie.removed",),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts"),
    ),
    Route(
        "revokeAccess",
        "/v1/accounts/{account_id}/ties/{tie_id}/access/revoke",
        "staff",
        200,
        revoke_access,
        ("portal_access.revoked", "invitation.cancelled"),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts"),
    ),
    Route(
        "listPending",
        "/v1/persons/pending",
        "staff",
        200,
        list_pending,
        needs=(),
        fill=pending,
        filters=(("order", "sent"),),
    ),
    Route("readPerson", "/v1/persons/{person_id}", "staff", 200, read_person, needs=("view_all_accounts",)),
    Route(
        "sendInvitation",
        "/v1/persons/{person_id}/invitation",
        "staff",
        201,
        send_invitation,
        ("invitation.sent",),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts"),
        instead={"message": "Another message."},
    ),
    Route(
        "resendInvitation",
        "/v1/persons/{person_id}/invitation/resend",
        "staff",
        200,
        resend_invitation,
        ("invitation.resent",),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts"),
    ),
    Route(
        "cancelInvitation",
        "/v1/persons/{person_id}/invitation/cancel",
        "staff",
        200,
        cancel_invitation,
        ("invitation.cancelled",),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts"),
    ),
)
