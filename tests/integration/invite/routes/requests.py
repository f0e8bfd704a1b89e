"""What clients ask of the firm."""

from shared.directory import Policy
from shared.directory import keys as directory_keys
from shared.table import schema
from shared.table.actions import item, settle
from tests.fakes.http import claims
from tests.integration.invite.house import House, Request
from tests.integration.invite.routes.route import Route


def _asking(house: House) -> Request:
    """Let clients ask, and one who is in be about to."""
    person = house.active()
    policy = Policy(v=1, clients_may_invite_colleagues=True)
    house.cloud.table.transact(
        settle(item(directory_keys.policy(house.firm), schema.POLICY, **policy.model_dump(mode="json")))
    )
    account = next(iter(house.person().accounts))
    body = {"name": "Max Doe", "email": "Max@doe.example", "locale": "de"}
    return Request("POST", f"/v1/portal/accounts/{account}/access-requests", body, who=claims(house.firm, person))


def _asked(house: House) -> str:
    answer = house.send(_asking(house))
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def ask_access(house: House) -> Request:
    return _asking(house)


def list_own(house: House) -> Request:
    asking = _asking(house)
    assert house.send(asking).status == 201
    return Request("GET", asking.path, who=asking.who)


def list_requests(house: House) -> Request:
    _asked(house)
    return Request("GET", "/v1/access-requests", who=house.owner)


def approve(house: House) -> Request:
    return Request("POST", f"/v1/access-requests/{_asked(house)}/approve", {"invite": True}, who=house.owner)


def decline(house: House) -> Request:
    return Request("POST", f"/v1/access-requests/{_asked(house)}/decline", {"reason": "Not yet."}, who=house.owner)


_OWN = "/v1/portal/accounts/{account_id}/access-requests"
ROUTES = (
    Route("askAccess", _OWN, "client", 201, ask_access, ("portal_access.requested",), takes_key=True),
    Route("listOwnAccessRequests", _OWN, "client", 200, list_own),
    Route("listAccessRequests", "/v1/access-requests", "staff", 200, list_requests),
    Route(
        "approveAccessRequest",
        "/v1/access-requests/{request_id}/approve",
        "staff",
        200,
        approve,
        ("contact.created", "tie.created", "portal_access.granted", "invitation.sent"),
        takes_key=True,
    ),
    Route(
        "declineAccessRequest",
        "/v1/access-requests/{request_id}/decline",
        "staff",
        200,
        decline,
        ("portal_access.request_declined",),
        takes_key=True,
    ),
)
