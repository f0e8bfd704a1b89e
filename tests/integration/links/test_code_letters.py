"""The letter with the code: to the recipient's own address, once, and only while it opens something."""

import pytest

from functions.links import consumer
from shared.directory import keys as directory
from tests.fakes.cloud import queue_event
from tests.fakes.http import context
from tests.fakes.links import LAWYER, Held, Porch

NOTHING: dict[str, list[dict[str, str]]] = {"batchItemFailures": []}
SAYS = {
    "en": ("Your code for Harbor Tax", "Hello Lena Lawson,", "It works once, and for 10 minutes."),
    "de": ("Ihr Code für Harbor Tax", "Guten Tag, Lena Lawson,", "Er gilt einmal und 10 Minuten lang."),
    "es": ("Su código para Harbor Tax", "Hola, Lena Lawson:", "Funciona una sola vez y durante 10 minutos."),
}


def deliver(porch: Porch) -> None:
    porch.cloud.mail  # noqa: B018  # makes it
    asked = [each for each in porch.cloud.announced() if each["name"] == "link.code_requested"]
    assert consumer.handler(queue_event(*({"detail": each} for each in asked)), context()) == NOTHING


@pytest.fixture
def held(porch: Porch) -> Held:
    return porch.share(needs_code=True)


@pytest.mark.parametrize("locale", SAYS)
def test_the_letter_carries_the_code_in_the_recipients_language(porch: Porch, locale: str):
    held = porch.share(needs_code=True, locale=locale)
    held.ask_code()
    deliver(porch)
    (letter,) = porch.cloud.mailbox
    subject, greeting, until = SAYS[locale]
    assert letter.envelope_to == (LAWYER,)
    assert letter.subject == subject
    for said in (held.code, greeting, until, "Olivia Reed"):
        assert said in letter.text
    assert held.code in letter.html


def test_abuse_9_neither_subject_nor_any_other_head_tells_the_code(held: Held, porch: Porch):
    held.ask_code()
    deliver(porch)
    (letter,) = porch.cloud.mailbox
    assert held.code not in str(letter.message.items())
    assert "Papers of the Doe family" not in letter.text, "what it opens is not named before it opens"
    assert held.token[-43:] not in letter.text


def test_a_code_asked_for_once_is_one_letter_however_often_it_is_delivered(held: Held, porch: Porch):
    held.ask_code()
    deliver(porch)
    deliver(porch)
    assert len(porch.cloud.mailbox) == 1


def test_only_the_latest_code_is_sent(held: Held, porch: Porch):
    held.ask_code()
    porch.wait(minutes=1)
    held.ask_code()
    deliver(porch)
    (letter,) = porch.cloud.mailbox
    assert held.code in letter.text


@pytest.mark.parametrize("end", ["used", "too late", "revoked", "revoked for all", "expired", "resent"])
def test_a_code_that_opens_nothing_any_more_is_not_sent(held: Held, porch: Porch, end: str):
    held.ask_code()
    now = porch.cloud.clock.now
    if end == "used":
        held.through(code=held.code)
    elif end == "too late":
        porch.wait(minutes=10)
    elif end == "revoked for all":
        held.change_head(revoked_at=now.isoformat())
    elif end == "resent":
        held.resend()
    else:
        held.change(**{"revoked": {"revoked_at": now}, "expired": {"expires_at": now}}[end])
    deliver(porch)
    assert porch.cloud.mailbox == []


def test_of_a_test_account_the_one_who_tries_it_out_gets_it_marked_as_a_test(held: Held, porch: Porch):
    porch.change(directory.account(porch.tenant.id, porch.tenant.account), sort="test", tested_by=porch.tenant.owner)
    held.ask_code()
    deliver(porch)
    (letter,) = porch.cloud.mailbox
    assert letter.envelope_to == ("olivia@harbor-tax.example",)
    assert letter.subject == "[Test] Your code for Harbor Tax"
    assert held.code in letter.text


def test_where_nothing_is_left_of_the_link_nothing_is_sent(held: Held, porch: Porch):
    held.ask_code()
    porch.take(directory.account(porch.tenant.id, porch.tenant.account))
    deliver(porch)
    assert porch.cloud.mailbox == []
