"""The firm's own people."""

from shared.domain.ids import MemberId
from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route, get


def invite_member(house: House) -> Request:
    body = {"name": "Nora Hill", "email": "nora@harbor-tax.example", "role": "employee", "rights": ["manage_accounts"]}
    return Request("POST", "/v1/members", body, who=house.owner)


def resend_member(house: House) -> Request:
    invite = invite_member(house)
    member = MemberId(house.made(invite.path, invite.body)["id"])
    house.wait(minutes=2)
    return Request("POST", f"/v1/members/{member}/invitation/resend", who=house.owner)


def read_member(house: House) -> Request:
    return Request("GET", f"/v1/members/{house.colleague()}", who=house.owner)


def update_member(house: House) -> Request:
    body = {"name": "Emil Brandt-Hill", "locale": "de", "role": "admin", "rights": ["manage_contacts"]}
    return Request("PATCH", f"/v1/members/{house.colleague()}", body, {"if-match": '"1"'}, house.owner)


def deactivate_member(house: House) -> Request:
    return Request("POST", f"/v1/members/{house.colleague()}/deactivate", who=house.owner)


def restore_member(house: House) -> Request:
    deactivate = deactivate_member(house)
    assert house.send(deactivate).status == 200
    return Request("POST", deactivate.path.replace("deactivate", "restore"), who=house.owner)


def cancel_member_invitation(house: House) -> Request:
    invite = invite_member(house)
    member = house.made(invite.path, invite.body)["id"]
    return Request("POST", f"/v1/members/{member}/invitation/cancel", who=house.owner)


def members(house: House) -> Request:
    for number in range(FILLED - 1):  # the owner is one as well
        house.made("/v1/members", {"name": f"Member {number}", "email": f"m{number}@harbor-tax.example"})
    return Request("GET", "/v1/members", who=house.owner)


ROUTES = (
    Route("readMe", "/v1/me", "staff", 200, get("/v1/me"), needs=()),
    Route("listMembers", "/v1/members", "staff", 200, get("/v1/members"), needs=(), fill=members),
    Route(
        "inviteMember",
        "/v1/members",
        "staff",
        201,
        invite_member,
        ("member.invited",),
        takes_key=True,
        instead={"name": "Nora Lund"},
    ),
    Route(
        "resendMemberInvitation",
        "/v1/members/{member_id}/invitation/resend",
        "staff",
        200,
        resend_member,
        ("member.invitation_resent",),
        takes_key=True,
    ),
    Route("readMember", "/v1/members/{member_id}", "staff", 200, read_member, needs=()),
    Route(
        "updateMember",
        "/v1/members/{member_id}",
        "staff",
        200,
        update_member,
        ("member.updated", "member.role_changed", "member.rights_changed"),
        instead={"name": "Emil Roe", "locale": "es"},
    ),
    Route(
        "deactivateMember",
        "/v1/members/{member_id}/deactivate",
        "staff",
        200,
        deactivate_member,
        ("member.deactivated",),
        sets_state=True,
    ),
    Route(
        "restoreMember",
        "/v1/members/{member_id}/restore",
        "staff",
        200,
        restore_member,
        ("member.restored",),
        sets_state=True,
    ),
    Route(
        "cancelMemberInvitation",
        "/v1/members/{member_id}/invitation/cancel",
        "staff",
        200,
        cancel_member_invitation,
        ("member.invitation_cancelled",),
        sets_state=True,
    ),
)
