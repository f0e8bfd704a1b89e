"""What the team does to links that are out."""

from shared.domain.ids import MemberId
from tests.integration.house import House, Request
from tests.integration.links.routes.sending import given
from tests.integration.outside import LOU
from tests.integration.route import Route

_EMPLOYEE = ("manage_documents", "view_all_accounts")
SEEN = {"if-match": '"1"'}
_ONE = "/v1/links/{link_id}/recipients/{n}"


def one(house: House, act: str, body: object = None, **more: object) -> Request:
    """An act upon the first recipient of a link that was sent two minutes ago."""
    link = given(house, **more).link
    house.wait(minutes=2)
    headers = SEEN if act in {"extend", "uses"} else {}
    return Request("POST", f"/v1/links/{link}/recipients/1/{act}", body, headers, house.owner)


def asked(house: House, act: str, body: object = None) -> Request:
    """An act upon a recipient whose link ran out, and who asked for more time."""
    over = house.cloud.clock.now
    house.wait(minutes=2)
    return one(house, act, body, expires_at=over, renewal_asked_at=house.cloud.clock.now)


def extend_link(house: House) -> Request:
    return Request("POST", f"/v1/links/{given(house).link}/extend", {"expiresAt": None}, SEEN, house.owner)


def revoke_link(house: House) -> Request:
    return Request("POST", f"/v1/links/{given(house).link}/revoke", who=house.owner)


def take_over_link(house: House) -> Request:
    """Emil shared something and may share nothing any more."""
    emil = MemberId(house.colleague("Emil Brandt"))
    link = given(house, creator=emil, head={"creator": emil, "creator_name": "Emil Brandt"}).link
    return Request("POST", f"/v1/links/{link}/take-over", who=house.owner)


def revoke_links(house: House) -> Request:
    given(house)
    body = {"email": LOU, "creatorId": house.owner_id, "kind": "share"}
    return Request("POST", "/v1/links/revocations", body, who=house.owner)


ROUTES: tuple[Route, ...] = (
    Route(
        "revokeLinks",
        "/v1/links/revocations",
        "staff",
        202,
        revoke_links,
        ("job.started",),
        takes_key=True,
        needs=("manage_documents",),
        instead={"dryRun": True},
        names=True,
    ),
    Route(
        "extendLink",
        "/v1/links/{link_id}/extend",
        "staff",
        200,
        extend_link,
        ("link.extended",),
        needs=_EMPLOYEE,
        sets_state=True,
        instead={"expiresAt": "2027-01-31T12:00:00+01:00"},
    ),
    Route(
        "revokeLink",
        "/v1/links/{link_id}/revoke",
        "staff",
        200,
        revoke_link,
        ("link.revoked",),
        needs=_EMPLOYEE,
        sets_state=True,
    ),
    Route(
        "takeOverLink",
        "/v1/links/{link_id}/take-over",
        "staff",
        200,
        take_over_link,
        ("link.taken_over",),
        needs=_EMPLOYEE,
        sets_state=True,
    ),
    Route(
        "extendLinkOfRecipient",
        f"{_ONE}/extend",
        "staff",
        200,
        lambda house: one(house, "extend", {"expiresAt": "2027-01-31T12:00:00+01:00"}),
        ("link.extended",),
        needs=_EMPLOYEE,
        sets_state=True,
        instead={"expiresAt": None},
    ),
    Route(
        "raiseUsesOfRecipient",
        f"{_ONE}/uses",
        "staff",
        200,
        lambda house: one(house, "uses", {"maxUses": 9}),
        ("link.extended",),
        needs=_EMPLOYEE,
        sets_state=True,
        instead={"maxUses": 8},
    ),
    Route(
        "resendLink",
        f"{_ONE}/resend",
        "staff",
        200,
        lambda house: one(house, "resend", {}),
        ("link.sent",),
        takes_key=True,
        needs=_EMPLOYEE,
        instead={"expiresAt": None},
    ),
    Route(
        "readLinkAddress",
        f"{_ONE}/address",
        "staff",
        200,
        lambda house: one(house, "address"),
        ("link.address_read",),
        is_repeatable=False,
        needs=_EMPLOYEE,
        bears=True,
    ),
    Route(
        "revokeLinkOfRecipient",
        f"{_ONE}/revoke",
        "staff",
        200,
        lambda house: one(house, "revoke"),
        ("link.revoked",),
        needs=_EMPLOYEE,
        sets_state=True,
    ),
    Route(
        "grantRenewal",
        f"{_ONE}/renewal/grant",
        "staff",
        200,
        lambda house: asked(house, "renewal/grant", {}),
        ("link.sent",),
        takes_key=True,
        needs=_EMPLOYEE,
        instead={"expiresAt": None},
    ),
    Route(
        "declineRenewal",
        f"{_ONE}/renewal/decline",
        "staff",
        200,
        lambda house: asked(house, "renewal/decline"),
        ("link.renewal_declined",),
        needs=_EMPLOYEE,
        sets_state=True,
    ),
)
