"""An invitation under hard conditions: looked at, raced for, interrupted, too late."""

import http.client
import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from local import tick
from local.api import Caller
from local.deadline import poll
from local.stage import Stage
from tests.e2e.inside import Inside
from tests.people import PASSWORD, Firm, Invited
from tests.stage import Later

_AT_ONCE = 20
_ACCEPT = "/v1/public/invitation/accept"


def test_looking_five_times_changes_nothing(firm: Firm, inside: Inside) -> None:
    who = firm.invite_client()
    before = settled(inside)

    looks = [firm.invitation(who) for _ in range(5)]

    assert looks == [looks[0]] * 5
    assert inside.items() == before


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_a_mail_scanner_uses_nothing_up(firm: Firm, door: Caller, inside: Inside, method: str) -> None:
    who = firm.invite_client()
    before = settled(inside)

    for _ in range(20):
        door.call(method, "/v1/public/invitation", portico_token=who.token)

    assert inside.items() == before
    assert firm.invitation(who)["email"] == who.email


def test_twenty_activations_at_once_make_one_user_with_one_password(
    stage: Stage, firm: Firm, door: Caller, inside: Inside
) -> None:
    who = firm.invite_client()
    passwords = [f"beacon number {n} of twenty" for n in range(_AT_ONCE)]

    def accept(password: str) -> int:
        return door.call("POST", _ACCEPT, {"password": password}, portico_token=who.token).status

    with ThreadPoolExecutor(_AT_ONCE) as crowd:
        statuses = list(crowd.map(accept, passwords))

    assert Counter(statuses) == {201: 1, 409: _AT_ONCE - 1}
    winner = passwords[statuses.index(201)]
    assert len(inside.users("ClientPoolId", who.email)) == 1
    works = [password for password in passwords if signs_in(door, stage, who, password)]
    assert works == [winner]
    assert accepted(firm, who) == 1


def test_a_lost_answer_repeated_with_its_key_has_one_effect(
    stage: Stage, firm: Firm, door: Caller, inside: Inside
) -> None:
    who = firm.invite_client()
    key = str(uuid4())
    send_and_hang_up(door, who, key)

    def repeat() -> bool | None:
        answer = door.call("POST", _ACCEPT, {"password": PASSWORD}, portico_token=who.token, idempotency_key=key)
        return True if answer.status == 201 else None

    poll(repeat, lambda: "the repeated call never succeeds")

    assert signs_in(door, stage, who, PASSWORD)
    assert len(inside.users("ClientPoolId", who.email)) == 1
    assert accepted(firm, who) == 1
    another = door.call("POST", _ACCEPT, {"password": PASSWORD}, portico_token=who.token, idempotency_key=str(uuid4()))
    assert (another.status, another.code) == (409, "INVITATION_ACCEPTED")


def test_an_invitation_is_refused_once_its_time_is_over_whether_or_not_that_was_announced(
    stage: Stage, firm: Firm, door: Caller, later: Later
) -> None:
    who = firm.invite_client()

    with later(timedelta(days=31)):
        before = door.call("POST", _ACCEPT, {"password": PASSWORD}, portico_token=who.token)
        tick.tick(stage.addresses.endpoint)
        after = door.call("POST", _ACCEPT, {"password": PASSWORD}, portico_token=who.token)
        announced = poll(lambda: about(firm, who, "invitation.expired") or None, lambda: "nobody was told")

    assert (before.status, before.code) == (410, "INVITATION_EXPIRED")
    assert (after.status, after.code) == (410, "INVITATION_EXPIRED")
    assert announced == 1


def test_an_invitation_is_good_until_its_last_day(firm: Firm, later: Later) -> None:
    who = firm.invite_client()

    with later(timedelta(days=29)):
        firm.activate(who)

    assert accepted(firm, who) == 1


def test_what_was_done_survives_a_restart(stage: Stage, firm: Firm, door: Caller, restart: Callable[[], None]) -> None:
    who = firm.invite_client()
    waiting = firm.invite_client(name="Wanda Waits")
    firm.activate(who)
    assert accepted(firm, who) == 1
    feed = firm.owner.get("/v1/activity")["items"]

    restart()

    assert signs_in(door, stage, who, PASSWORD)
    assert firm.invitation(waiting)["email"] == waiting.email
    firm.activate(waiting)
    assert accepted(firm, waiting) == 1
    entries = firm.owner.get("/v1/activity?limit=100")["items"]
    assert [each for each in entries if each["id"] in {kept["id"] for kept in feed}] == feed


def settled(inside: Inside) -> list[dict[str, object]]:
    """The table once the consumers have done with what went before: twice the same a moment apart."""
    last: list[dict[str, object]] = []

    def look() -> list[dict[str, object]] | None:
        nonlocal last
        seen, last = last, inside.items()
        return last if seen == last else None

    return poll(look, lambda: "the table does not come to rest")


def signs_in(door: Caller, stage: Stage, who: Invited, password: str) -> bool:
    asked = {"audience": "client", "firm": stage.demo.firm.slug, "email": who.email, "password": password}
    return door.call("POST", "/v1/public/sessions", asked).status == 201


def about(firm: Firm, who: Invited, action: str) -> int:
    """Count the feed's entries of one kind about somebody."""
    entries = firm.owner.get(f"/v1/activity?object={who.id}&action={action}")["items"]
    return len(entries)


def accepted(firm: Firm, who: Invited) -> int:
    """Count the acceptances in the feed, once the first has come."""
    return poll(lambda: about(firm, who, "invitation.accepted") or None, lambda: "no acceptance in the feed")


def send_and_hang_up(door: Caller, who: Invited, key: str) -> None:
    """Send an acceptance and close the connection before any answer can come."""
    connection = http.client.HTTPConnection(urlsplit(door.web).netloc)
    headers = {"Portico-Token": who.token, "Idempotency-Key": key, "Content-Type": "application/json"}
    connection.request("POST", _ACCEPT, json.dumps({"password": PASSWORD}), headers)
    connection.close()
