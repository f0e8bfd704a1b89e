"""No public call tells who exists: neither its answer, nor the work behind it, nor the moment it has enough."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from shared.domain.ids import MemberId
from tests.fakes.http import claims
from tests.integration.founding import PASSWORD
from tests.integration.house import CLIENT_EMAIL, OTHER_PASSWORD, OWNER_EMAIL, House, Request
from tests.integration.invite.routes.requests import ask_access
from tests.integration.invite.routes.security import with_totp
from tests.integration.work import Outcome, asked

EMIL = "emil@harbor-tax.example"


@dataclass(frozen=True)
class Somebody:
    """How they come to be, and what is said of them at a door."""

    become: Callable[[House], object]
    email: str
    audience: str = "client"
    firm: str | None = None
    password: str = OTHER_PASSWORD


def deactivated(house: House) -> None:
    assert house.call("POST", f"/v1/members/{house.colleague()}/deactivate").status == 200


def revoked(house: House) -> None:
    house.active()
    (account,) = house.person().accounts
    (tie,) = house.call("GET", f"/v1/accounts/{account}/ties").json["items"]
    assert house.call("POST", f"/v1/accounts/{account}/ties/{tie['id']}/access/revoke").status == 200


def signed_out(house: House) -> None:
    person = house.active()
    assert house.call("POST", "/v1/portal/sessions/end", who=claims(house.firm, person)).status == 200


def nothing(_: House) -> None:
    pass


EVERYBODY = {
    "active": Somebody(House.active, CLIENT_EMAIL),
    "granted": Somebody(House.granted, CLIENT_EMAIL),
    "invited": Somebody(House.invited, CLIENT_EMAIL),
    "revoked": Somebody(revoked, CLIENT_EMAIL),
    "signed out everywhere": Somebody(signed_out, CLIENT_EMAIL),
    "a contact alone": Somebody(House.contact, CLIENT_EMAIL),
    "nobody": Somebody(nothing, CLIENT_EMAIL),
    "of no firm": Somebody(House.active, CLIENT_EMAIL, firm="no-such-firm"),
    "at the wrong door": Somebody(House.active, CLIENT_EMAIL, audience="team"),
    "a colleague": Somebody(House.colleague, EMIL, audience="team"),
    "a colleague who left": Somebody(deactivated, EMIL, audience="team"),
    "a colleague at the clients' door": Somebody(House.colleague, EMIL),
    "the owner with a second factor": Somebody(with_totp, OWNER_EMAIL, audience="team"),
}


def at_the_door(house: House, who: Somebody, path: str) -> Request:
    body = {"audience": who.audience, "firm": who.firm or house.slug, "email": who.email}
    return Request("POST", path, {**body, "password": who.password} if path.endswith("sessions") else body)


@pytest.fixture
def of_nobody(house: House) -> Callable[[str], Outcome]:
    stranger = Somebody(nothing, "stranger@doe.example")
    return lambda path: asked(house, at_the_door(house, stranger, path))


@pytest.mark.parametrize("path", ["/v1/public/sessions", "/v1/public/password-resets"])
@pytest.mark.parametrize("who", EVERYBODY.values(), ids=EVERYBODY)
def test_abuse_20_a_wrong_password_and_a_forgotten_one_are_the_same_whoever_is_there(house, of_nobody, who, path):
    """Byte for byte, header for header, and with the same requests to AWS, of as many items."""
    who.become(house)
    nobodys = of_nobody(path)
    assert nobodys.status == (401 if path.endswith("sessions") else 202)
    assert nobodys.calls
    assert asked(house, at_the_door(house, who, path)) == nobodys


@pytest.mark.parametrize("path", ["/v1/public/sessions", "/v1/public/password-resets"])
def test_abuse_20_whoever_is_tried_the_door_has_enough_at_the_same_try(house, path):
    house.active()
    tried = []
    for who in (EVERYBODY["active"], Somebody(nothing, "stranger@doe.example")):
        house.wait(hours=1)
        tried.append([house.send(at_the_door(house, who, path)).status for _ in range(32)])
    assert tried[0] == tried[1]
    assert tried[0][-1] == 429


def test_abuse_20_inviting_and_asking_for_a_colleague_tell_a_client_nothing_of_who_is_known(house):
    """A member may know whom their firm knows; what a client asks is answered alike."""
    request = ask_access(house)
    house.contact("Known Already", "known@doe.example")
    answers = []
    for email in ("known@doe.example", "unknown@doe.example", EMIL):
        body = {**request.body, "email": email}
        outcome = asked(house, Request("POST", request.path, body, who=request.who))
        answers.append((outcome.status, sorted(outcome.headers), outcome.calls))
    assert answers[0][0] == 201
    assert answers[1:] == [answers[0]] * 2


def test_abuse_20_a_second_factor_is_asked_for_after_the_right_password_alone(house):
    with_totp(house)
    owner = Somebody(nothing, OWNER_EMAIL, audience="team", password=PASSWORD)
    right = house.send(at_the_door(house, owner, "/v1/public/sessions"))
    assert right.json["session"] is None
    assert (
        house.send(at_the_door(house, EVERYBODY["the owner with a second factor"], "/v1/public/sessions")).status == 401
    )
    assert house.credential(MemberId(house.owner_id)).totp
