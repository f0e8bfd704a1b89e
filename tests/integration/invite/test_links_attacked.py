"""Links under attack: guessed, scanned, raced, used twice, used after they died."""

import base64
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.invite.service import issuing, resets
from functions.invite.wiring import doors as wired
from shared import wiring
from shared.domain.errors import PorticoError
from shared.domain.ids import person_id
from shared.domain.principals import Provenance, Source
from shared.table.idempotency import Once
from tests.fakes.feedback import PERMANENT, of_invitation
from tests.fakes.http import call, handler_of
from tests.fakes.racing import OneAtATime, race
from tests.integration.founding import PASSWORD
from tests.integration.house import CLIENT_EMAIL, OTHER_PASSWORD, House, Request
from tests.integration.invite.routes.security import reset_token
from tests.integration.routes import ROUTES, name_of
from tests.integration.work import asked

NOBODY = "nobody@doe.example"
# What opens by a link of the other kinds is tried in tests/integration/links.
BY_LINK = tuple(each for each in ROUTES if each.who == "bearer" and each.path.startswith("/v1/public/"))
USING = tuple(each for each in BY_LINK if each.writes)


def spoilt(token: str, number: int) -> str:
    """The token with other bits in what has to be guessed, and a MAC's form all the same."""
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    guess = bytes([raw[-1] ^ (number % 255 + 1)])
    return base64.urlsafe_b64encode(raw[:-1] + guess).decode().rstrip("=")


@pytest.mark.parametrize("route", USING, ids=name_of)
def test_abuse_1_guesses_are_one_answer_and_end_in_a_limit_that_leaves_the_holder_in(house, route):
    request = route.prepare(house)
    token = request.headers["portico-token"]
    house.wait(minutes=15)  # what was tried so far counts no more
    guesses = [replace(request, headers={"portico-token": spoilt(token, number)}) for number in range(32)]
    answers = [house.send(each) for each in guesses]
    assert [each.status for each in answers] == [404] * 30 + [429] * 2
    assert len({each.text for each in answers[:30]}) == 1
    handler = handler_of(request.path)
    sent = {"body": request.body, "headers": request.headers}
    assert call(handler, "POST", request.path, **sent).status == 429
    assert call(handler, "POST", request.path, **sent, address="198.51.100.9").status == route.status


def unheard_of(house: House, path: str) -> str:
    """A token KMS would make, of somebody there never was."""
    nobody = person_id(house.firm, NOBODY)
    claims = (resets if "password" in path else issuing).claims_of(house.firm, nobody, 1)
    return wiring.tokens(house.cloud.key_id).derive(claims)


@pytest.mark.parametrize("route", BY_LINK, ids=name_of)
def test_abuse_3_guessed_foreign_and_unheard_of_links_are_one_answer_and_the_same_work(house, foreign, route):
    request, theirs = route.prepare(house), route.prepare(foreign)
    mine = base64.urlsafe_b64decode(request.headers["portico-token"] + "=")
    others = base64.urlsafe_b64decode(theirs.headers["portico-token"] + "=")
    swapped = base64.urlsafe_b64encode(mine[:2] + others[2:18] + mine[18:]).decode().rstrip("=")
    moved = base64.urlsafe_b64encode(mine[:-32] + others[-32:]).decode().rstrip("=")
    tokens = (spoilt(request.headers["portico-token"], 1), swapped, moved, unheard_of(house, request.path))
    outcomes = {asked(house, replace(request, headers={"portico-token": each})) for each in tokens}
    assert len(outcomes) == 1
    assert outcomes.pop().status == 404
    assert house.send(request).status == route.status


def expire(house: House) -> None:
    house.wait(days=30)


def supersede(house: House) -> None:
    house.wait(minutes=2)
    assert house.call("POST", f"/v1/persons/{house.person().id}/invitation/resend").status == 200


def cancel(house: House) -> None:
    assert house.call("POST", f"/v1/persons/{house.person().id}/invitation/cancel").status == 200


def bounce(house: House) -> None:
    house.hear(of_invitation(PERMANENT, house.person()))


def change_email(house: House) -> None:
    body = {"from": CLIENT_EMAIL, "to": "jane@new.example"}
    assert house.call("POST", f"/v1/contacts/{house.person().contact}/emails/change", body=body).status == 200


def revoke(house: House) -> None:
    (account,) = house.person().accounts
    (tie,) = house.call("GET", f"/v1/accounts/{account}/ties").json["items"]
    assert house.call("POST", f"/v1/accounts/{account}/ties/{tie['id']}/access/revoke").status == 200


def use(house: House) -> None:
    house.enter(house.person().id)


ENDS: dict[str, tuple[Callable[[House], None], int]] = {
    "expired": (expire, 410),
    "superseded": (supersede, 410),
    "cancelled": (cancel, 410),
    "bounced": (bounce, 410),
    "of another e-mail": (change_email, 410),
    "revoked": (revoke, 410),
    "used": (use, 409),
}


@pytest.mark.parametrize("operation", ["readInvitation", "acceptInvitation"])
@pytest.mark.parametrize(("end", "status"), ENDS.values(), ids=ENDS)
def test_abuse_3_a_dead_link_is_refused_in_the_form_and_with_the_work_of_every_refusal(house, operation, end, status):
    """Who holds it learns why it is dead, and nothing else: neither names nor accounts."""
    route = next(each for each in ROUTES if each.operation == operation)
    request = route.prepare(house)
    guessed = asked(house, replace(request, headers={"portico-token": spoilt(request.headers["portico-token"], 1)}))
    end(house)
    before, users = house.dump(), house.users()
    dead = asked(house, request)
    assert dead.status == status
    assert dead.calls == guessed.calls
    assert dead.headers == guessed.headers
    answer = house.send(request)
    assert set(answer.json) == {"type", "title", "status", "code", "correlationId"}
    assert "Doe" not in answer.text
    assert (house.dump(), house.users()) == (before, users)


@pytest.mark.parametrize("route", BY_LINK, ids=name_of)
def test_abuse_4_a_link_looked_at_twenty_times_in_every_way_is_still_good(house, route):
    request = route.prepare(house)
    before = house.cloud.items()
    for method in ("HEAD", "GET", "OPTIONS"):
        for path in {each.path for each in BY_LINK}:
            for _ in range(20):
                answer = house.send(replace(request, method=method, path=path, body=None))
                assert answer.status in {200, 404, 405}, (method, path)
    assert house.cloud.items() == before
    assert house.send(request).status == route.status


ANYBODY = Provenance("req-1", Source.LINK)


def resetting(token: str, password: str, once: Once | None) -> Callable[[], str]:
    service = wired.resets()

    def run() -> str:
        try:
            service.confirm(token, password, ANYBODY, once)
        except PorticoError as refused:
            return refused.code
        return f"set to {password}"

    return run


@pytest.mark.parametrize("has_keys", [True, False], ids=["keys", "no keys"])
def test_abuse_5_twenty_parallel_uses_of_a_link_for_a_password_set_one(house, monkeypatch, has_keys):
    token = reset_token(house)["portico-token"]
    told, lock = house.ids(), threading.Lock()
    monkeypatch.setattr(wiring, "client", lambda name: OneAtATime(house.cloud.client(name), lock))
    passwords = [f"Password-of-runner-{number:02}" for number in range(20)]
    outcomes = race([resetting(token, each, Once(f"key of {each}", each) if has_keys else None) for each in passwords])
    winners = [each for each in outcomes if each.startswith("set to ")]
    assert len(winners) == 1
    assert set(outcomes) - set(winners) <= {"PASSWORD_RESET_IN_PROGRESS", "PASSWORD_RESET_USED"}
    assert [each["name"] for each in house.since(told)] == ["password.reset"]
    assert [each for each in passwords if house.signs_in(CLIENT_EMAIL, each)] == [winners[0].removeprefix("set to ")]
    assert not house.signs_in(CLIENT_EMAIL, PASSWORD)


def test_abuse_22_a_link_takes_no_other_email_along(house):
    """Whose it is stands in the link; what is sent beside it is refused by name."""
    person = house.invited()
    body = {"password": PASSWORD, "email": "mallory@doe.example"}
    request = Request("POST", "/v1/public/invitation/accept", body, {"portico-token": house.token(person)})
    answer = house.send(request)
    assert (answer.status, answer.faults) == (422, {("email", "UNKNOWN_FIELD")})
    assert house.users() == []
    assert house.accept(person).status == 201
    assert house.signs_in(CLIENT_EMAIL)
    assert not house.signs_in("mallory@doe.example")


@pytest.mark.parametrize("end", [cancel, supersede, change_email, revoke, use])
def test_abuse_22_after_it_ended_a_link_sets_no_password_however_often_it_is_tried(house, end):
    person = house.invited()
    first = {"portico-token": house.token(person)}
    end(house)
    before, users = house.dump(), house.users()
    for number in range(5):
        headers = {**first, "idempotency-key": f"key-{number}"}
        request = Request("POST", "/v1/public/invitation/accept", {"password": OTHER_PASSWORD}, headers)
        assert house.send(request).status in {409, 410}
    assert (house.dump(), house.users()) == (before, users)
    assert not house.signs_in(CLIENT_EMAIL, OTHER_PASSWORD)
