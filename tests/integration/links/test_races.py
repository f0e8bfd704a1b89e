"""What happens between a bearer's look and their act: the later of the two is told, and nothing is half done."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from functions.links.service.opening import Visitor
from functions.links.wiring.opening import opening
from shared.capability.offer import Offer
from shared.domain.principals import Provenance, Source
from shared.wiring import ground
from tests.fakes.interleaving import before_commit
from tests.fakes.links import Held, Porch

WAY = Provenance("req-2", Source.LINK, "203.0.113.8")


def revoke_one(held: Held) -> None:
    held.change(revoked_at=held.porch.cloud.clock.now)


def revoke_all(held: Held) -> None:
    held.change_head(revoked_at=held.porch.cloud.clock.now.isoformat())


def expire(held: Held) -> None:
    held.change(expires_at=held.porch.cloud.clock.now)


def complete(held: Held) -> None:
    held.change(done_at=held.porch.cloud.clock.now)


def resend(held: Held) -> None:
    held.resend()


ENDS: dict[str, tuple[Callable[[Held], None], str]] = {
    "revoked for one": (revoke_one, "LINK_REVOKED"),
    "revoked for all": (revoke_all, "LINK_REVOKED"),
    "expired": (expire, "LINK_EXPIRED"),
    "completed": (complete, "LINK_COMPLETED"),
    "resent": (resend, "LINK_SUPERSEDED"),
}


def passes(porch: Porch) -> int:
    return sum(each["et"]["S"] == "LINK_PASS" for each in porch.cloud.items())


@pytest.mark.parametrize(("end", "code"), ENDS.values(), ids=ENDS)
def test_a_link_that_ends_while_it_is_opened_gives_no_pass(porch: Porch, end: Callable[[Held], None], code: str):
    held = porch.share()
    with before_commit(ground.table(), lambda: end(held)):
        assert held.open().code == code
    assert passes(porch) == 0
    assert "link.opened" not in porch.names()


@pytest.mark.parametrize(("end", "code"), ENDS.values(), ids=ENDS)
def test_a_link_that_ends_while_it_is_used_hands_nothing_out(porch: Porch, end: Callable[[Held], None], code: str):
    document = porch.document()
    held = porch.share(document).through()
    with before_commit(ground.table(), lambda: end(held)):
        answer = held.download(document)
    assert answer.code == code
    assert "X-Amz" not in answer.text
    assert held.recipient.uses == 0
    assert "link.used" not in porch.names()


@pytest.mark.parametrize(("end", "code"), ENDS.values(), ids=ENDS)
def test_a_link_that_ends_while_its_code_is_asked_for_sends_none(porch: Porch, end: Callable[[Held], None], code: str):
    held = porch.share(needs_code=True)
    with before_commit(ground.table(), lambda: end(held)):
        assert held.ask_code().code == code
    assert porch.names() == []


def test_the_last_use_that_somebody_else_takes_meanwhile_is_gone(porch: Porch):
    document = porch.document()
    held = porch.share(document, max_uses=1).through()
    with before_commit(ground.table(), lambda: held.change(uses=1)):
        assert held.download(document).code == "LINK_EXHAUSTED"


def test_a_link_made_longer_while_it_is_opened_opens(porch: Porch):
    held = porch.share(days=1)
    longer = porch.cloud.clock.now + timedelta(days=9)
    with before_commit(ground.table(), lambda: held.change(expires_at=longer)):
        assert held.open().status == 201


def test_one_code_lets_one_in_however_many_send_it_at_once(porch: Porch):
    held = porch.share(needs_code=True)
    held.ask_code()
    code, offer = held.code, Offer(held.token)
    with before_commit(ground.table(), lambda: opening().open(offer, Visitor(), code, WAY)):
        assert held.open(code=code).code == "OTP_EXPIRED"
    assert passes(porch) == 1


def test_a_code_that_the_next_takes_the_place_of_meanwhile_lets_nobody_in(porch: Porch):
    held = porch.share(needs_code=True)
    held.ask_code()
    code = held.code
    with before_commit(ground.table(), lambda: held.change(code=2)):
        assert held.open(code=code).code == "OTP_WRONG"
    assert (passes(porch), held.recipient.fails) == (0, 1)


def test_a_link_that_is_shut_while_the_right_code_comes_stays_shut(porch: Porch):
    held = porch.share(needs_code=True)
    held.ask_code()
    until = porch.cloud.clock.now + timedelta(minutes=15)
    with before_commit(ground.table(), lambda: held.change(shut_until=until)):
        assert held.open(code=held.code).code == "LINK_SHUT"
    assert passes(porch) == 0


def test_two_who_ask_for_a_code_at_once_are_sent_one(porch: Porch):
    held = porch.share(needs_code=True)
    offer = Offer(held.token)
    with before_commit(ground.table(), lambda: opening().ask_code(offer, WAY, None)):
        assert held.ask_code().code == "TOO_MANY_REQUESTS"
    assert (held.recipient.code, porch.names()) == (1, ["link.code_requested"])


def test_two_who_ask_for_more_time_at_once_are_told_of_once(porch: Porch):
    held = porch.share(days=1)
    porch.wait(days=1)
    offer = Offer(held.token)
    with before_commit(ground.table(), lambda: opening().ask_renewal(offer, WAY)):
        assert held.ask_renewal().status == 202
    assert porch.names() == ["link.renewal_requested"]


def test_what_was_extended_meanwhile_needs_no_more_time(porch: Porch):
    held = porch.share(days=1)
    porch.wait(days=1)
    longer = porch.cloud.clock.now + timedelta(days=3)
    with before_commit(ground.table(), lambda: held.change(expires_at=longer)):
        assert held.ask_renewal().code == "WRONG_STATE"
    assert porch.names() == []
