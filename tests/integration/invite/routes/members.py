"""The firm's own people."""

from shared.domain.ids import MemberId
from tests.integration.invite.house import House, Request
from tests.integration.invite.routes.route import Route, get


def invite_member(house: House) -> Request:
    body = {"name": "Nora Hill", "email": "nora@harbor-tax.example", "role": "employee", "rights": ["manage_accounts"]}
    return Request("POST", "/v1/members", body, who=house.owner)


def resend_member(house: House) -> Request:
    invite = invite_member(house)
    member = MemberId(house.made(invite.path, invite.body)["id"])
    house.wait(minutes=2)
    return Request("POST", f"/v1/members/{member}/invitation/resend", who=house.owner)


ROUTES = (
    Route("readMe", "/v1/me", "staff", 200, get("/v1/me")),
    Route("listMembers", "/v1/members", "staff", 200, get("/v1/members")),
    Route("inviteMember", "/v1/members", "staff", 201, invite_member, ("member.invited",), takes_key=True),
    Route(
        "resendMemberInvitation",
        "/v1/members/{member_id}/invitation/resend",
        "staff",
        200,
        resend_member,
        ("member.invitation_resent",),
        takes_key=True,
    ),
)
