"""Who works for an account."""

from tests.integration.house import House, Request
from tests.integration.route import Route

PATH = "/v1/accounts/{account_id}/assigned/{member_id}"


def assign_member(house: House) -> Request:
    path = PATH.format(account_id=house.account(), member_id=house.colleague())
    return Request("PUT", path, who=house.owner)


def unassign_member(house: House) -> Request:
    assign = assign_member(house)
    assert house.send(assign).status == 200
    return Request("DELETE", assign.path, who=house.owner)


ROUTES = (
    Route(
        "assignMember",
        PATH,
        "staff",
        200,
        assign_member,
        ("account.member_assigned",),
        needs=("assign_team_members", "view_all_accounts"),
    ),
    Route(
        "unassignMember",
        PATH,
        "staff",
        200,
        unassign_member,
        ("account.member_unassigned",),
        needs=("assign_team_members", "view_all_accounts"),
    ),
)
