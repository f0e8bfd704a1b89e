"""The firm's clients."""

from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route


def list_accounts(house: House) -> Request:
    house.account()
    return Request("GET", "/v1/accounts", who=house.owner)


def create_account(house: House) -> Request:
    body = {"name": "Doe Family", "kind": "person", "assigned": [house.owner_id, house.colleague()]}
    return Request("POST", "/v1/accounts", body, who=house.owner)


def read_account(house: House) -> Request:
    return Request("GET", f"/v1/accounts/{house.account()}", who=house.owner)


def update_account(house: House) -> Request:
    return Request("PATCH", f"/v1/accounts/{house.account()}", {"name": "Doe & Sons"}, {"if-match": '"1"'}, house.owner)


def archive_account(house: House) -> Request:
    return Request("POST", f"/v1/accounts/{house.account()}/archive", who=house.owner)


def delete_account(house: House) -> Request:
    return Request("POST", f"/v1/accounts/{house.account()}/delete", who=house.owner)


def restore_account(house: House) -> Request:
    account = house.account()
    house.call("POST", f"/v1/accounts/{account}/delete")
    return Request("POST", f"/v1/accounts/{account}/restore", who=house.owner)


def merge_account(house: House) -> Request:
    account, _ = house.tie()
    twin = house.account("The Does")
    house.tie(twin, house.call("GET", "/v1/contacts").json["items"][0]["id"])
    return Request("POST", f"/v1/accounts/{account}/merge", {"fromId": twin}, {"if-match": '"1"'}, house.owner)


def accounts(house: House) -> Request:
    for number in range(FILLED):
        house.account(f"Doe {number}")
    return Request("GET", "/v1/accounts", who=house.owner)


ROUTES = (
    Route(
        "listAccounts",
        "/v1/accounts",
        "staff",
        200,
        list_accounts,
        needs=(),
        fill=accounts,
        filters=(
            ("q", "doe"),
            ("q", "d"),
            ("status", "archived"),
            ("badge", "activated"),
            ("sort", "test"),
            ("lastLogin", "offline"),
            ("lastLoginBefore", "2026-01-01T00:00:00Z"),
            ("lastLoginAfter", "2026-01-01T00:00:00Z"),
        ),
    ),
    Route(
        "createAccount",
        "/v1/accounts",
        "staff",
        201,
        create_account,
        ("account.created",),
        takes_key=True,
        needs=("assign_team_members", "manage_accounts"),
        instead={"kind": "company"},
        names=True,
    ),
    Route("readAccount", "/v1/accounts/{account_id}", "staff", 200, read_account, needs=("view_all_accounts",)),
    Route(
        "updateAccount",
        "/v1/accounts/{account_id}",
        "staff",
        200,
        update_account,
        ("account.updated",),
        needs=("manage_accounts", "view_all_accounts"),
        instead={"name": "Roe & Daughters"},
    ),
    Route(
        "archiveAccount",
        "/v1/accounts/{account_id}/archive",
        "staff",
        200,
        archive_account,
        ("account.archived",),
        needs=("manage_accounts", "view_all_accounts"),
        sets_state=True,
    ),
    Route(
        "deleteAccount",
        "/v1/accounts/{account_id}/delete",
        "staff",
        200,
        delete_account,
        ("account.archived", "account.deleted"),
        needs=("manage_accounts", "view_all_accounts"),
        sets_state=True,
    ),
    Route(
        "restoreAccount",
        "/v1/accounts/{account_id}/restore",
        "staff",
        200,
        restore_account,
        ("account.restored",),
        sets_state=True,
    ),
    Route(
        "mergeAccount",
        "/v1/accounts/{account_id}/merge",
        "staff",
        200,
        merge_account,
        ("account.merged",),
        needs=("manage_accounts", "view_all_accounts"),
        instead={},
        names=True,
        sets_state=True,
    ),
)
