"""The doors under attack: guesses, floods, and questions about who exists."""

from dataclasses import replace

import pytest

from functions.invite import doors
from functions.invite.model import limits
from tests.fakes.http import call, claims
from tests.integration.founding import PASSWORD
from tests.integration.house import CLIENT_EMAIL, OTHER_PASSWORD, OWNER_EMAIL, House, Request
from tests.integration.invite.routes.security import confirm_password_reset, going_on, reset_token
from tests.integration.routes import ROUTES, name_of
from tests.integration.work import asked

PUBLIC_POSTS = tuple(
    each for each in ROUTES if each.path.startswith("/v1/public/") and (each.writes or each.leaves_nothing)
)


def resets(house: House, email: str, audience: str = "client", firm: str | None = None) -> Request:
    body = {"audience": audience, "firm": firm or house.slug, "email": email}
    return Request("POST", "/v1/public/password-resets", body)


def test_asking_for_a_password_is_one_answer_and_the_same_work_whoever_exists(house):
    """Status, body, headers, and every request to AWS with the number of items it writes (abuse 20)."""
    house.active()
    somebody = asked(house, resets(house, CLIENT_EMAIL))
    for nobody in (
        resets(house, "nobody@doe.example"),
        resets(house, OWNER_EMAIL),
        resets(house, CLIENT_EMAIL, firm="no-such-firm"),
    ):
        assert asked(house, nobody) == somebody
    assert house.names().count("password.reset_requested") == 1


def test_signing_in_is_one_answer_and_the_same_work_whatever_is_wrong(house):
    house.active()
    wrong = {"audience": "client", "firm": house.slug, "email": CLIENT_EMAIL, "password": "not-the-password"}
    bodies = (wrong, {**wrong, "email": "nobody@doe.example"}, {**wrong, "firm": "no-such-firm"})
    outcomes = [asked(house, Request("POST", "/v1/public/sessions", each)) for each in bodies]
    assert outcomes[0].status == 401
    assert outcomes[1:] == [outcomes[0]] * 2


@pytest.mark.parametrize("route", PUBLIC_POSTS, ids=name_of)
def test_every_public_call_has_a_limit_and_says_when_it_ends(house, route, monkeypatch):
    request = route.prepare(house)
    for rule in ("SIGN_IN", "CODE", "RESET", "LINK", "RENEWAL"):
        shut = replace(getattr(limits, rule), each=replace(getattr(limits, rule).each, most=1))
        for module in ("sessions", "resets", "activation"):
            monkeypatch.setattr(f"functions.invite.service.{module}.{rule}", shut, raising=False)
    house.send(request)
    before, users = house.dump(), (house.users("staff"), house.users())
    answer = house.send(request)
    assert (answer.status, answer.code) == (429, "TOO_MANY_REQUESTS"), answer.text
    assert 1 <= int(answer.headers["retry-after"]) <= 3600
    assert (house.dump(), (house.users("staff"), house.users())) == (before, users)


def test_guessing_from_one_address_stops_and_leaves_the_door_open_from_another(house):
    house.active()
    body = {"audience": "client", "firm": house.slug, "email": CLIENT_EMAIL, "password": "not-the-password"}
    statuses = [house.send(Request("POST", "/v1/public/sessions", body)).status for _ in range(32)]
    assert statuses == [401] * 30 + [429] * 2
    good = {**body, "password": PASSWORD}
    assert call(doors.handler, "POST", "/v1/public/sessions", body=good).status == 429
    assert call(doors.handler, "POST", "/v1/public/sessions", body=good, address="198.51.100.9").status == 201


def test_dump_and_log_hold_no_token_and_no_password(house, capsys):
    """Neither of a link for a new password, nor of a session, nor of a second factor (abuse 2 and 9)."""
    request = confirm_password_reset(house)
    session = going_on(house)
    house.deliver("password.reset_requested")
    assert house.send(request).status == 200
    house.send(Request("POST", "/v1/public/sessions/refresh", session))
    shown = "\n".join(house.dump()) + capsys.readouterr().out + repr(house.cloud.announced())
    secrets = (request.headers["portico-token"], OTHER_PASSWORD, PASSWORD, session["refreshToken"])
    for secret in secrets:
        assert secret not in shown
    letters = [each for each in house.cloud.mailbox if "/reset/#" in each.text]
    assert letters
    assert all(secrets[0] not in each.subject for each in letters)


def test_link_for_a_password_opens_no_invitation_nor_the_reverse(house):
    headers = reset_token(house)
    invitation = {"portico-token": house.token(house.person().id)}
    for path, wrong in (("/v1/public/invitation", headers), ("/v1/public/password-reset", invitation)):
        answer = house.send(Request("GET", path, headers=wrong))
        assert (answer.status, answer.code) == (404, "NOT_FOUND")


@pytest.mark.parametrize("token", [None, "", "x", "A" * 92])
def test_without_a_link_of_ours_no_password_is_set(house, token):
    headers = {} if token is None else {"portico-token": token}
    before = house.dump()
    answer = house.send(Request("POST", "/v1/public/password-reset/confirm", {"password": OTHER_PASSWORD}, headers))
    assert (answer.status, answer.code) == (404, "NOT_FOUND")
    assert house.dump() == before


def test_link_read_twenty_times_is_still_good_and_answers_nobody_keeps(house):
    headers = reset_token(house)
    answers = {house.send(Request("GET", "/v1/public/password-reset", headers=headers)).text for _ in range(20)}
    assert len(answers) == 1
    done = house.send(Request("POST", "/v1/public/password-reset/confirm", {"password": OTHER_PASSWORD}, headers))
    assert (done.status, done.headers["cache-control"], done.headers["referrer-policy"]) == (
        200,
        "no-store",
        "no-referrer",
    )


def test_session_that_was_ended_is_refused_at_the_next_call_and_a_new_one_passes(house):
    old = claims(house.firm, house.owner_id)
    house.wait(seconds=5)
    assert house.call("POST", "/v1/sessions/end").status == 200
    assert house.call("GET", "/v1/me", who=old).status == 401
    assert house.call("GET", "/v1/me", who=claims(house.firm, house.owner_id, house.cloud.clock.now)).status == 200


def test_asking_twice_kills_the_first_link(house):
    first = reset_token(house)
    assert house.send(resets(house, CLIENT_EMAIL)).status == 202
    answer = house.send(Request("GET", "/v1/public/password-reset", headers=first))
    assert (answer.status, answer.code) == (410, "PASSWORD_RESET_SUPERSEDED")
