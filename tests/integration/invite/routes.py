"""The room's routes, each with a way to make it succeed. What a test demands of every route it demands of these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from functions.invite.http import app
from shared.domain.ids import MemberId
from tests.fakes.http import claims
from tests.integration.invite.house import CLIENT_EMAIL, OWNER_EMAIL, PASSWORD, House, Request


@dataclass(frozen=True)
class Route:
    """`prepare` brings the house into the state the call needs and gives the call; `tells` is what it announces."""

    operation: str
    path: str
    who: Literal["staff", "client", "bearer", "anybody"]
    status: int
    prepare: Callable[[House], Request]
    tells: tuple[str, ...] = ()
    takes_key: bool = False

    @property
    def writes(self) -> bool:
        return bool(self.tells)


def declared() -> dict[str, tuple[str, str]]:
    """What the application itself says it serves: method and path by operation."""
    paths = app.get_openapi_schema(title="invite", version="1").model_dump(by_alias=True, exclude_none=True)["paths"]
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


def get(path: str) -> Callable[[House], Request]:
    return lambda house: Request("GET", path, who=house.owner)


def invite_member(house: House) -> Request:
    body = {"name": "Nora Hill", "email": "nora@harbor-tax.example", "role": "employee", "rights": ["manage_accounts"]}
    return Request("POST", "/v1/members", body, who=house.owner)


def resend_member(house: House) -> Request:
    invite = invite_member(house)
    member = MemberId(house.made(invite.path, invite.body)["id"])
    house.wait(minutes=2)
    return Request("POST", f"/v1/members/{member}/invitation/resend", who=house.owner)


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


def list_contacts(house: House) -> Request:
    house.contact()
    return Request("GET", "/v1/contacts", who=house.owner)


def create_contact(house: House) -> Request:
    body = {"name": "Jane Doe", "emails": ["Jane@Doe.example", "jd@doe.example"], "locale": "es"}
    return Request("POST", "/v1/contacts", body, who=house.owner)


def read_contact(house: House) -> Request:
    return Request("GET", f"/v1/contacts/{house.contact()}", who=house.owner)


def list_ties(house: House) -> Request:
    account, _ = house.tie()
    return Request("GET", f"/v1/accounts/{account}/ties", who=house.owner)


def create_tie(house: House) -> Request:
    body = {"contactId": house.contact(), "email": CLIENT_EMAIL, "signatory": True}
    return Request("POST", f"/v1/accounts/{house.account()}/ties", body, who=house.owner)


def grant_access(house: House) -> Request:
    account, tie = house.tie()
    body = {"invite": True, "message": "See you inside."}
    return Request("POST", f"/v1/accounts/{account}/ties/{tie}/access", body, who=house.owner)


def read_person(house: House) -> Request:
    return Request("GET", f"/v1/persons/{house.invited()}", who=house.owner)


def send_invitation(house: House) -> Request:
    return Request("POST", f"/v1/persons/{house.granted()}/invitation", {"message": "Welcome."}, who=house.owner)


def resend_invitation(house: House) -> Request:
    person = house.invited()
    house.wait(minutes=2)
    return Request("POST", f"/v1/persons/{person}/invitation/resend", who=house.owner)


def read_portal_me(house: House) -> Request:
    return Request("GET", "/v1/portal/me", who=claims(house.firm, house.active()))


def read_invitation(house: House) -> Request:
    return Request("GET", "/v1/public/invitation", headers={"portico-token": house.token(house.invited())})


def accept_invitation(house: House) -> Request:
    token = house.token(house.invited())
    return Request("POST", "/v1/public/invitation/accept", {"password": PASSWORD}, {"portico-token": token})


def sign_in(house: House) -> Request:
    body = {"audience": "team", "firm": house.slug, "email": OWNER_EMAIL, "password": PASSWORD}
    return Request("POST", "/v1/public/sessions", body)


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
    Route("listAccounts", "/v1/accounts", "staff", 200, list_accounts),
    Route("createAccount", "/v1/accounts", "staff", 201, create_account, ("account.created",), takes_key=True),
    Route("readAccount", "/v1/accounts/{account_id}", "staff", 200, read_account),
    Route("updateAccount", "/v1/accounts/{account_id}", "staff", 200, update_account, ("account.updated",)),
    Route("listContacts", "/v1/contacts", "staff", 200, list_contacts),
    Route("createContact", "/v1/contacts", "staff", 201, create_contact, ("contact.created",), takes_key=True),
    Route("readContact", "/v1/contacts/{contact_id}", "staff", 200, read_contact),
    Route("listTies", "/v1/accounts/{account_id}/ties", "staff", 200, list_ties),
    Route("createTie", "/v1/accounts/{account_id}/ties", "staff", 201, create_tie, ("tie.created",), takes_key=True),
    Route(
        "grantAccess",
        "/v1/accounts/{account_id}/ties/{tie_id}/access",
        "staff",
        201,
        grant_access,
        ("portal_access.granted", "invitation.sent"),
        takes_key=True,
    ),
    Route("readPerson", "/v1/persons/{person_id}", "staff", 200, read_person),
    Route(
        "sendInvitation",
        "/v1/persons/{person_id}/invitation",
        "staff",
        201,
        send_invitation,
        ("invitation.sent",),
        takes_key=True,
    ),
    Route(
        "resendInvitation",
        "/v1/persons/{person_id}/invitation/resend",
        "staff",
        200,
        resend_invitation,
        ("invitation.resent",),
        takes_key=True,
    ),
    Route("readPortalMe", "/v1/portal/me", "client", 200, read_portal_me),
    Route("readInvitation", "/v1/public/invitation", "bearer", 200, read_invitation),
    Route(
        "acceptInvitation",
        "/v1/public/invitation/accept",
        "bearer",
        201,
        accept_invitation,
        ("invitation.accepted", "client.signed_up", "client.logged_in"),
        takes_key=True,
    ),
    Route("signIn", "/v1/public/sessions", "anybody", 201, sign_in, ("member.logged_in",)),
)
READS = tuple(each for each in ROUTES if not each.writes)
WRITES = tuple(each for each in ROUTES if each.writes)
KEYED = tuple(each for each in ROUTES if each.takes_key)


def name_of(route: object) -> str:
    """Name a route in a test's id."""
    assert isinstance(route, Route)
    return route.operation
