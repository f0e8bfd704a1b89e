"""The room's consumer: mails what was announced, carries names on; any number of times, in any order."""

import itertools
import random

import pytest

from functions.invite import consumer
from shared.domain.ids import AccountId
from tests.fakes.cloud import ORIGIN, queue_event
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures, lost_answer, refusal

SENT = ("invitation.sent", "invitation.resent")
LETTERS = ("member.invited", "member.invitation_resent", *SENT)


def test_the_letters_link_opens_the_invitation(house):
    house.invited(message="See you inside.")
    assert house.deliver("invitation.sent") == {"batchItemFailures": []}
    (letter,) = house.cloud.mailbox
    address, _, token = letter.link.partition("/activate/#")
    assert address == ORIGIN
    shown = house.call("GET", "/v1/public/invitation", headers={"portico-token": token})
    assert shown.json["accounts"] == ["Doe Family"]
    assert "See you inside." in letter.text


@pytest.mark.parametrize("locale", ["en", "es", "de"])
def test_letter_in_each_language_keeps_the_token_out_of_its_head(house, locale):
    account, contact = house.account(), house.contact(locale=locale)
    _, tie = house.tie(account, contact)
    person = house.made(f"/v1/accounts/{account}/ties/{tie}/access", {"invite": True})["personId"]
    house.deliver("invitation.sent")
    (letter,) = house.cloud.mailbox
    token = house.token(person)
    assert token in letter.text
    assert token in letter.html
    assert all(token not in str(value) for value in letter.message.values())
    assert letter.envelope_to == ("jane@doe.example",)


def test_redelivered_event_is_one_letter(house):
    house.invited()
    for _ in range(3):
        house.cloud.restart()
        assert house.deliver("invitation.sent") == {"batchItemFailures": []}
    assert len(house.cloud.mailbox) == 1


def test_event_twice_in_one_batch_is_one_letter(house):
    house.invited()
    (event,) = [each for each in house.cloud.announced() if each["name"] == "invitation.sent"]
    house.cloud.mail  # noqa: B018  # makes it
    consumer.handler(queue_event({"detail": event}, {"detail": event}), context())
    assert len(house.cloud.mailbox) == 1


def test_overtaken_event_sends_nothing(house):
    person = house.invited()
    house.wait(minutes=2)
    house.call("POST", f"/v1/persons/{person}/invitation/resend")
    assert house.deliver(*SENT) == {"batchItemFailures": []}
    (letter,) = house.cloud.mailbox
    assert house.token(person) in letter.text


def test_owner_and_colleagues_get_their_letters_too(house):
    house.made("/v1/members", {"name": "Nora", "email": "nora@harbor-tax.example", "locale": "de"})
    house.deliver("member.invited")
    (letter,) = house.cloud.mailbox
    assert letter.envelope_to == ("nora@harbor-tax.example",), "the owner is in already and needs no letter"
    assert "lädt Sie in das Team ein" in letter.subject


@pytest.mark.parametrize(
    "error", [lambda: refusal("TooManyRequestsException"), lambda: refusal("InternalFailure", status=500)]
)
def test_mailer_that_is_throttled_leaves_the_message_on_the_queue_and_the_letter_goes_out_once(house, error):
    house.invited()
    house.cloud.client("sesv2").fail("send_email", error=error)
    assert batch_failures(house.deliver("invitation.sent")) == {"message-1"}
    assert house.deliver("invitation.sent") == {"batchItemFailures": []}
    sent = [each for each in house.cloud.client("sesv2").done if each.operation == "send_email"]
    assert len(sent) == 1


def test_answer_of_the_mailer_that_was_lost_is_waited_out(house):
    """Nobody can tell whether it went; for five minutes no other sender tries."""
    house.invited()
    house.cloud.client("sesv2").fail("send_email", error=lost_answer, moment="after")
    assert batch_failures(house.deliver("invitation.sent")) == {"message-1"}
    assert batch_failures(house.deliver("invitation.sent")) == {"message-1"}
    house.wait(minutes=5)
    assert house.deliver("invitation.sent") == {"batchItemFailures": []}


def test_bad_message_fails_alone(house):
    house.invited()
    (event,) = [each for each in house.cloud.announced() if each["name"] == "invitation.sent"]
    house.cloud.mail  # noqa: B018  # makes it
    poison = ["not json", {"detail": {"name": "nothing.known"}}, {"no": "detail"}, {"detail": {**event, "version": 99}}]
    answer = consumer.handler(queue_event(*poison[:2], {"detail": event}, *poison[2:]), context())
    assert batch_failures(answer) == {"message-1", "message-2", "message-4", "message-5"}
    assert len(house.cloud.mailbox) == 1


def test_rename_reaches_the_portal(house):
    person = house.active()
    (account,) = house.person().accounts
    house.call("PATCH", f"/v1/accounts/{account}", body={"name": "Doe & Sons"}, headers={"if-match": '"1"'})
    house.deliver("account.updated")
    assert house.credential(person).accounts == {account: "Doe & Sons"}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[::2])
def test_renames_in_any_order_end_in_the_last_name(house, order):
    person = house.invited()
    (account,) = house.person().accounts
    for version, name in enumerate(("First", "Second", "Third"), 1):
        house.call("PATCH", f"/v1/accounts/{account}", body={"name": name}, headers={"if-match": f'"{version}"'})
        house.wait(seconds=1)
    events = [each for each in house.cloud.announced() if each["name"] == "account.updated"]
    consumer.handler(queue_event(*({"detail": events[place]} for place in order)), context())
    assert house.credential(person).accounts == {AccountId(account): "Third"}


def test_whole_log_replayed_shuffled_and_doubled_changes_nothing_and_mails_nobody_again(house):
    house.active()
    (account,) = house.person().accounts
    house.call("PATCH", f"/v1/accounts/{account}", body={"name": "Doe & Sons"}, headers={"if-match": '"1"'})
    house.made("/v1/members", {"name": "Nora", "email": "nora@harbor-tax.example"})
    house.deliver(*LETTERS, "account.updated", "client.logged_in")
    mailbox, before = len(house.cloud.mailbox), house.dump()
    log = house.cloud.announced() * 2
    random.Random(7).shuffle(log)  # noqa: S311  # an order, not a secret
    consumer.handler(queue_event(*({"detail": each} for each in log)), context())
    assert house.dump() == before
    assert len(house.cloud.mailbox) == mailbox


def test_token_is_in_the_letter_and_nowhere_else(house, logged):
    """Not in the table, not in an event, not in the log; the letter's body alone carries it."""
    person = house.invited()
    house.deliver("invitation.sent")
    house.enter(person)
    token = house.token(person)
    assert token not in "\n".join(house.dump())
    assert token not in logged.getvalue()
    assert "jane@doe.example" not in logged.getvalue()
