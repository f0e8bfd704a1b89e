"""The record."""

from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route

OFTEN = (("action", "client.signed_up"), ("from", "2026-01-01T00:00:00Z"), ("to", "2027-01-01T00:00:00Z"))


def everything(house: House) -> Request:
    house.active()
    house.record()
    return Request("GET", "/v1/activity", who=house.owner)


def of_account(house: House) -> Request:
    everything(house)
    (account,) = house.person().accounts
    return Request("GET", f"/v1/activity/accounts/{account}", who=house.owner)


def of_person(house: House) -> Request:
    listed = of_account(house)
    return Request("GET", f"{listed.path}/persons/{house.person().id}", who=house.owner)


def filled(house: House) -> Request:
    account = house.account()
    for seen in range(1, FILLED):
        how = {"body": {"name": f"Doe {seen}"}, "headers": {"if-match": f'"{seen}"'}}
        assert house.call("PATCH", f"/v1/accounts/{account}", **how).status == 200
        house.wait(seconds=1)
    house.record()
    return Request("GET", f"/v1/activity/accounts/{account}", who=house.owner)


MANAGING = ("manage_accounts", "view_all_accounts")
ROUTES = (
    Route("listActivity", "/v1/activity", "staff", 200, everything, fill=everything, is_lasting=True, filters=OFTEN),
    Route(
        "listAccountActivity",
        "/v1/activity/accounts/{account_id}",
        "staff",
        200,
        of_account,
        needs=MANAGING,
        fill=filled,
        is_lasting=True,
        filters=OFTEN,
    ),
    Route(
        "listPersonActivity",
        "/v1/activity/accounts/{account_id}/persons/{person_id}",
        "staff",
        200,
        of_person,
        needs=MANAGING,
        fill=of_person,
        is_lasting=True,
        filters=OFTEN,
    ),
)
