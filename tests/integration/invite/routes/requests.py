"""What clients ask of the firm."""

from shared.directory import Policy
from shared.directory import keys as directory_keys
from shared.table import schema
from shared.table.actions import item, settle
from tests.fakes.http import claims
from tests.integration.house import CLIENT_EMAIL, House, Request
from tests.integration.route import FILLED, Route


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


def asked(house: House) -> Request:
    request = ask_access(house)
    for number in range(FILLED):
        body = {**request.body, "email": f"max{number}@doe.example"}
        answer = house.call("POST", request.path, body=body, who=request.who)
        assert answer.status == 201, answer.text
        house.wait(seconds=1)
    return Request("GET", request.path, who=claims(house.firm, house.person(CLIENT_EMAIL).id))


def asked_of_the_firm(house: House) -> Request:
    asked(house)
    return Request("GET", "/v1/access-requests", who=house.owner)


_OWN = "/v1/portal/accounts/{account_id}/access-requests"
ROUTES = (
    Route(
        "askAccess",
        _OWN,
        "client",
        201,
        ask_access,
        ("portal_access.requested",),
        takes_key=True,
        instead={"name": "Maximilian Doe"},
    ),
    Route("listOwnAccessRequests", _OWN, "client", 200, list_own, fill=asked),
    Route("listAccessRequests", "/v1/access-requests", "staff", 200, list_requests, needs=(), fill=asked_of_the_firm),
    Route(
        "approveAccessRequest",
        "/v1/access-requests/{request_id}/approve",
        "staff",
        200,
        approve,
        ("contact.created", "tie.created", "portal_access.granted", "invitation.sent"),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts"),
        instead={"invite": False},
    ),
    Route(
        "declineAccessRequest",
        "/v1/access-requests/{request_id}/decline",
        "staff",
        200,
        decline,
        ("portal_access.request_declined",),
        takes_key=True,
        needs=("manage_accounts", "view_all_accounts"),
        instead={"reason": "Never."},
    ),
)
