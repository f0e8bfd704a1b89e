"""Letters under abuse and faults: what they carry, to whom, how often."""

import json
import random

import pytest

from functions.invite import consumer
from tests.fakes.cloud import queue_event
from tests.fakes.feedback import PERMANENT, of_invitation
from tests.fakes.http import context
from tests.fakes.refusals import lost_answer, refusal
from tests.integration.house import CLIENT_EMAIL

NOTHING: dict[str, list[dict[str, str]]] = {"batchItemFailures": []}
LETTERS = ("member.invited", "member.invitation_resent", "invitation.sent", "invitation.resent")
SLY = {
    "script": "<script>alert(1)</script>",
    "quotes": '"Jane" O\'Doe & <Sons>',
    "emoji": "Jane 🦉 Doe",
    "right to left": "جين دو",
    "encoded word": "=?utf-8?q?Bcc:_all=40x?=",
    "header": "Jane: Bcc, all@everybody.example",
}


@pytest.mark.parametrize("name", SLY.values(), ids=SLY)
def test_abuse_15_names_and_messages_forge_neither_header_nor_markup(house, name):
    account, contact = house.account(name), house.contact(name)
    _, tie = house.tie(account, contact)
    house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True, "message": f"{name}\n{name}"})
    assert house.deliver("invitation.sent") == NOTHING
    (letter,) = house.cloud.mailbox
    assert letter.envelope_to == (CLIENT_EMAIL,)
    assert letter.message["To"].addresses[0].addr_spec == CLIENT_EMAIL
    assert "Bcc" not in letter.message
    assert "<script>" not in letter.html
    assert "<Sons>" not in letter.html
    assert name in letter.text


@pytest.mark.parametrize("sly", ["Jane\x00", "Jane\u202eeoD", "Jane\x1b[2J"])
def test_abuse_15_control_and_override_characters_are_refused_before_any_letter(house, sly):
    body = {"name": sly, "emails": [CLIENT_EMAIL], "locale": "en"}
    assert house.call("POST", "/v1/contacts", body=body).code == "VALIDATION_FAILED"
    person = house.granted()
    answer = house.call("POST", f"/v1/persons/{person}/invitation", body={"message": "Hi\x00"})
    assert answer.code == "VALIDATION_FAILED"
    assert house.names().count("invitation.sent") == 0


def test_abuse_9_token_is_in_the_bodies_alone(house, logged):
    """Neither the head, nor the tags SES brings back, nor the ledger, nor what is announced, nor the log."""
    person = house.invited()
    token = house.token(person)
    house.deliver("invitation.sent")
    house.hear(of_invitation(PERMANENT, house.person()))
    (sent,) = [each for each in house.cloud.client("sesv2").done if each.operation == "send_email"]
    around = {name: value for name, value in sent.request.items() if name != "Content"}
    assert token not in json.dumps(around)
    assert token not in str(house.cloud.mailbox[0].message.items())
    assert token not in "\n".join(house.dump())
    assert token not in json.dumps(house.cloud.announced())
    assert token not in logged.getvalue()


def test_abuse_5_twenty_deliveries_in_one_batch_are_one_letter(house):
    house.invited()
    house.cloud.mail  # noqa: B018  # makes it
    (event,) = [each for each in house.cloud.announced() if each["name"] == "invitation.sent"]
    assert consumer.handler(queue_event(*[{"detail": event}] * 20), context()) == NOTHING
    assert len(house.cloud.mailbox) == 1


def test_fault_12_letters_wait_out_a_day_and_only_the_latest_link_goes_out(house):
    person = house.invited()
    house.wait(minutes=2)
    house.call("POST", f"/v1/persons/{person}/invitation/resend")
    house.wait(days=1)
    assert house.deliver(*LETTERS) == NOTHING
    (letter,) = [each for each in house.cloud.mailbox if each.envelope_to == (CLIENT_EMAIL,)]
    assert house.token(person) in letter.text


@pytest.mark.parametrize(
    "error",
    [lambda: refusal("TooManyRequestsException"), lambda: refusal("MessageRejected"), lost_answer],
    ids=["slow", "refused", "died"],
)
def test_fault_23_mailer_that_fails_delays_one_letter_and_no_other(house, error):
    house.invited()
    house.made("/v1/members", {"name": "Nora", "email": "nora@harbor-tax.example"})
    house.cloud.client("sesv2").fail("send_email", error=error)
    assert len(house.deliver("member.invited", "invitation.sent")["batchItemFailures"]) == 1
    house.wait(minutes=5)
    assert house.deliver("member.invited", "invitation.sent") == NOTHING
    to = sorted(each.envelope_to[0] for each in house.cloud.mailbox)
    assert to == [CLIENT_EMAIL, "nora@harbor-tax.example"]


def test_fault_23_accepted_though_the_answer_was_lost_both_letters_carry_one_link(house):
    house.invited()
    house.cloud.client("sesv2").fail("send_email", moment="after", error=lost_answer)
    house.deliver("invitation.sent")
    house.wait(minutes=5)
    house.deliver("invitation.sent")
    one, other = house.cloud.mailbox
    assert one.link == other.link


def test_fault_29_the_log_played_again_mails_nobody_anew_and_nothing_that_was_held_back(house):
    person = house.invited()
    house.deliver(*LETTERS)
    house.hear(of_invitation(PERMANENT, house.person()))
    house.wait(minutes=2)
    house.call("POST", f"/v1/persons/{person}/invitation/resend")
    house.deliver(*LETTERS)
    house.call("POST", f"/v1/persons/{person}/mail/clear")
    letters, before = len(house.cloud.mailbox), house.dump()
    house.wait(days=20)
    log = [{"detail": each} for each in house.cloud.announced()] * 2
    random.Random(29).shuffle(log)  # noqa: S311  # an order, not a secret
    consumer.handler(queue_event(*log), context())
    assert len(house.cloud.mailbox) == letters
    assert house.dump() == before
