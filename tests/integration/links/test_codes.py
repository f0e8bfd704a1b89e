"""The gate of the one-time code: asked for, mistyped, shut, used up."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from functions.links.service.opening import Visitor
from functions.links.wiring.opening import opening
from shared import wiring
from shared.capability.offer import Offer
from shared.domain.errors import PorticoError
from shared.domain.principals import Provenance, Source
from tests.fakes.links import LAWYER, Held, Porch
from tests.fakes.racing import OneAtATime, race


@pytest.fixture
def held(porch: Porch) -> Held:
    """A link whose code was asked for."""
    guarded = porch.share(needs_code=True)
    assert guarded.ask_code().status == 202
    return guarded


def test_without_the_code_nobody_is_let_in_and_with_it_once(held: Held, porch: Porch):
    assert held.open().code == "OTP_REQUIRED"
    passed = held.through(code=held.code)
    assert passed.list().status == 200
    again = held.open(code=held.code)
    assert again.code == "OTP_EXPIRED", "a code is good once"
    assert [each["data"]["hasCode"] for each in porch.cloud.announced() if each["name"] == "link.opened"] == [True]


def test_asking_tells_where_it_goes_and_the_announcement_holds_no_code(held: Held, porch: Porch):
    porch.wait(minutes=2)
    answer = held.ask_code()
    assert answer.json == {"sentTo": "l•••@lawfirm.example", "expiresIn": 600, "againIn": 60}
    told = porch.told("link.code_requested")
    assert told["data"]["number"] == 2
    assert told["personal"]["email"] == LAWYER
    assert held.code not in str(told)


def test_within_a_minute_there_is_no_other(held: Held, porch: Porch):
    porch.wait(seconds=59)
    refused = held.ask_code()
    assert (refused.code, refused.headers["retry-after"]) == ("TOO_MANY_REQUESTS", "2")
    porch.wait(seconds=1)
    assert held.ask_code().status == 202
    assert held.recipient.code == 2


def test_the_next_code_ends_the_one_before(held: Held, porch: Porch):
    first = held.code
    porch.wait(minutes=1)
    held.ask_code()
    assert held.code != first
    assert held.open(code=first).code == "OTP_WRONG"
    assert held.open(code=held.code).status == 201


@pytest.mark.parametrize(("seconds", "status"), [(599, 201), (600, 403), (601, 403)])
def test_a_code_is_good_for_ten_minutes_to_the_second(held: Held, porch: Porch, seconds: int, status: int):
    code = held.code
    porch.wait(seconds=seconds)
    assert held.open(code=code).status == status


def test_a_code_is_of_its_link_sending_and_number(porch: Porch):
    one, other = porch.share(needs_code=True), porch.share(needs_code=True)
    one.ask_code()
    other.ask_code()
    codes = {one.code, other.code}
    one.resend()
    codes.add(one.code)
    assert len(codes) == 3
    assert all(len(each) == 6 and each.isdigit() for each in codes)


def test_five_wrong_codes_shut_the_link_for_a_quarter_of_an_hour_and_the_creator_is_told(held: Held, porch: Porch):
    code = held.code
    assert [held.open(code=held.wrong_code).code for _ in range(4)] == ["OTP_WRONG"] * 4
    last = held.open(code=held.wrong_code)
    assert (last.status, last.code, last.headers["retry-after"]) == (429, "LINK_SHUT", "900")
    told = porch.told("link.refused")
    assert told["data"]["reason"] == "LINK_SHUT"
    assert (told["data"]["creator"], told["data"]["until"]) == (porch.tenant.owner, "2026-11-22T09:15:00Z")
    assert held.open(code=code).code == "LINK_SHUT", "the right one comes too late"
    assert held.ask_code().code == "LINK_SHUT"
    assert held.look().json["gates"]["shutUntil"] == "2026-11-22T09:15:00Z"
    porch.wait(minutes=15)
    assert held.ask_code().status == 202
    assert held.open(code=held.wrong_code).code == "OTP_WRONG", "the count begins anew"
    assert held.open(code=held.code).status == 201


def test_another_code_gives_no_more_tries(held: Held, porch: Porch):
    for _ in range(4):
        held.open(code=held.wrong_code)
    porch.wait(minutes=2)
    held.ask_code()
    assert held.open(code=held.wrong_code).code == "LINK_SHUT"


def test_the_right_code_begins_the_count_anew(held: Held, porch: Porch):
    for _ in range(4):
        held.open(code=held.wrong_code)
    held.open(code=held.code)
    assert held.recipient.fails == 0


def guessing(token: str, code: str, number: int) -> Callable[[], str]:
    service, way = opening(), Provenance("req-1", Source.LINK, f"198.51.100.{number}")

    def run() -> str:
        try:
            service.open(Offer(token), Visitor(), code, way)
        except PorticoError as refused:
            return refused.code
        return "in"

    return run


def test_abuse_1_of_a_burst_of_guesses_five_are_looked_at_however_parallel(held: Held, porch: Porch, monkeypatch):
    """Each is on the condition of the count it saw, so none is tried beside another."""
    right, lock = held.code, threading.Lock()
    porch.cloud.restart()
    monkeypatch.setattr(wiring, "client", lambda name: OneAtATime(porch.cloud.client(name), lock))
    wrong = [f"{(int(right) + number) % 10**6:06}" for number in range(1, 21)]
    outcomes = race([guessing(held.token, each, number) for number, each in enumerate(wrong)])
    assert sorted(outcomes) == ["LINK_SHUT"] * 16 + ["OTP_WRONG"] * 4
    assert held.open(code=right).code == "LINK_SHUT"
    assert porch.names().count("link.refused") == 1


def test_a_link_that_asks_for_none_sends_none(porch: Porch):
    assert porch.share().ask_code().code == "WRONG_STATE"
    assert porch.drop(email=None).ask_code().code == "WRONG_STATE"


def test_codes_are_letters_so_they_are_few(porch: Porch):
    held = porch.share(needs_code=True, days=30)
    answers = []
    for _ in range(8):
        answers.append(held.ask_code().status)
        porch.wait(seconds=61)
    assert answers == [202] * 6 + [429] * 2
    assert porch.names().count("link.code_requested") == 6
    porch.cloud.clock.advance(timedelta(hours=1))
    assert held.ask_code().status == 202


def test_asking_and_opening_are_two_reads_and_one_write_each(porch: Porch):
    held = porch.share(needs_code=True)
    whole = {"get_item": 1, "batch_get_item": 1, "transact_write_items": 1}
    for act in (held.ask_code, lambda: held.open(code=held.wrong_code), lambda: held.open(code=held.code)):
        with porch.cloud.meter.measure() as cost:
            act()
        assert dict(cost.requests) == whole
