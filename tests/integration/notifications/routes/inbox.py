"""The inbox."""

from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route


def told(house: House, times: int = 1) -> Request:
    """Clients come in, and whoever works for them is told."""
    account = house.account()
    for number in range(times):
        email = f"jane{number}@doe.example"
        _, tie = house.tie(account, house.contact(f"Jane {number}", email), email)
        house.enter(house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})["personId"])
        house.wait(seconds=1)
    house.notify("client.signed_up")
    return Request("GET", "/v1/inbox", who=house.owner)


def mark(house: House) -> Request:
    (item,) = house.send(told(house)).json["items"]
    return Request("PUT", f"/v1/inbox/{item['id']}/state", {"state": "read"}, who=house.owner)


ROUTES = (
    Route(
        "listInbox",
        "/v1/inbox",
        "staff",
        200,
        told,
        needs=(),
        fill=lambda house: told(house, FILLED),
        filters=(("state", "read"),),
    ),
    Route("markInboxItem", "/v1/inbox/{item_id}/state", "staff", 200, mark, is_own=True, is_quiet=True),
)
