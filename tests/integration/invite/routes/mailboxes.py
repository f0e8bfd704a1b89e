"""Addresses that take no mail."""

from tests.fakes.feedback import COMPLAINT, PERMANENT, of_invitation
from tests.integration.house import House, Request
from tests.integration.invite.routes.members import invite_member
from tests.integration.route import Route


def clear_person(house: House) -> Request:
    person = house.invited()
    house.hear(of_invitation(PERMANENT, house.person()))
    return Request("POST", f"/v1/persons/{person}/mail/clear", who=house.owner)


def clear_member(house: House) -> Request:
    invite = invite_member(house)
    member = house.made(invite.path, invite.body)["id"]
    house.hear(of_invitation(COMPLAINT, house.credential(member)))
    return Request("POST", f"/v1/members/{member}/mail/clear", who=house.owner)


ROUTES = (
    Route(
        "clearPersonMail",
        "/v1/persons/{person_id}/mail/clear",
        "staff",
        200,
        clear_person,
        ("address.cleared",),
        needs=("manage_accounts", "view_all_accounts"),
        sets_state=True,
    ),
    Route(
        "clearMemberMail",
        "/v1/members/{member_id}/mail/clear",
        "staff",
        200,
        clear_member,
        ("address.cleared",),
        sets_state=True,
    ),
)
