"""The post between the rooms, when it works badly: twice, late, in any order, down, poisoned."""

import json
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from tests.fakes.cloud import ACTIVITY_TABLE, PORTAL_TABLE
from tests.fakes.refusals import lost_answer, refusal
from tests.journeys.acts import PASSWORD, Office
from tests.journeys.house import Delivery, House

ZOE = "zoe@example.com"
# Whoever works off what is announced or told, message by message.
WORKERS = (
    "activity-consumer",
    "documents-consumer",
    "documents-recognition",
    "documents-scanner",
    "documents-storage",
    "documents-zips",
    "invite-consumer",
    "links-consumer",
    "notifications-consumer",
)
# How often each is written to in a week: an invitation each, Max at his new address too; a link for Zoe's new password;
# word of her sign-up for Olivia. Nobody gets a second one in the same minute, nor anything where letters come back.
LETTERS = {
    "olivia@muster.example": 2,
    "emil@muster.example": 1,
    "zoe@example.com": 2,
    "max@example.com": 1,
    "max@new.example": 1,
    "ann@example.com": 1,
}


def unordered(seed: int) -> Delivery:
    """Everything twice, in an order of its own."""
    return Delivery(copies=2, order=Random(seed))  # noqa: S311  # the same disorder in every run


@pytest.fixture
def office(house: House) -> Office:
    return Office(house).found()


def story(office: Office, delivery: Delivery) -> None:
    """Somebody is invited and comes in, while the post works as it does."""
    house = office.house
    office.invite(office.add_client(ZOE))
    house.settle(delivery)
    assert office.accept(office.letter(ZOE)) == 201
    house.settle(delivery)


def week(office: Office, delivery: Delivery) -> None:
    """All that is carried on after it was announced: names, e-mails, merging, deletion, jobs, bounces, passwords."""
    house = office.house
    office.add_colleague("emil@muster.example", rights=["manage_accounts"])
    zoe, max_, ann = (office.add_client(f"{each}@example.com", name=each.title()) for each in ("zoe", "max", "ann"))
    persons = [office.person_id(each["email"]) for each in (zoe, max_, ann)]
    accounts = [each["account"] for each in (zoe, max_, ann)]
    office.ask("POST", "/v1/bulk/access", body={"accounts": accounts, "login": "enable", "sendInvitations": True})
    house.settle(delivery)
    assert {each.envelope_to[0] for each in house.cloud.mailbox} >= {each["email"] for each in (zoe, max_, ann)}
    assert office.accept(office.letter(zoe["email"])) == 201
    house.sign_in("client", office.slug, zoe["email"], PASSWORD)
    office.bounce(office.letter(ann["email"]))
    office.ask(
        "PATCH",
        f"/v1/accounts/{zoe['account']}",
        body={"name": "Zoe & Co"},
        headers=office.seen(f"/v1/accounts/{zoe['account']}"),
    )
    office.ask(
        "PATCH",
        f"/v1/contacts/{zoe['contact']}",
        body={"name": "Zoe Roe"},
        headers=office.seen(f"/v1/contacts/{zoe['contact']}"),
    )
    change = {"from": max_["email"], "to": "max@new.example"}
    there = f"/v1/contacts/{max_['contact']}"
    office.ask("POST", f"{there}/emails/change", body=change, headers=office.seen(there))
    house.settle(delivery)
    body = {"audience": "client", "firm": office.slug, "email": zoe["email"]}
    assert house.call("POST", "/v1/public/password-resets", body=body).status == 202
    merging = {"fromId": ann["account"]}
    into = f"/v1/accounts/{max_['account']}"
    office.ask("POST", f"{into}/merge", body=merging, headers=office.seen(into))
    office.ask("POST", f"/v1/accounts/{zoe['account']}/archive")
    office.ask("POST", "/v1/exports", body={"kind": "people", "format": "csv"})
    office.ask("POST", "/v1/bulk/invitations", body={"persons": persons, "action": "resend"})
    house.settle(delivery)


def state(house: House) -> tuple[Any, Any, Any]:
    """What everything ends in: items of both tables without what tells arrival, and the letters."""
    passing = {"ttl", "claimed_at"}
    portal = [
        {name: value for name, value in each.items() if name not in passing} for each in house.cloud.items(PORTAL_TABLE)
    ]
    entries = sorted(each["sk"]["S"] for each in house.cloud.items(ACTIVITY_TABLE))
    letters = [(each.envelope_to, each.text) for each in house.cloud.mailbox]
    return sorted(portal, key=lambda each: str(sorted(each.items(), key=str))), entries, letters


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_carried_on_is_carried_on_once_however_the_post_works_and_the_log_says_nothing_new(
    office: Office, seed: int
):
    house = office.house
    week(office, unordered(seed))
    letters = Counter(each.envelope_to[0] for each in house.cloud.mailbox)
    before = state(house)
    assert sorted(office.feed()) == sorted(each["name"] for each in house.cloud.announced())
    house.invoke("relay-replay", {"firm": office.id, "since": "2026-11-22T00:00:00Z"})
    house.settle(unordered(seed + 1))
    assert state(house) == before
    assert letters == LETTERS
    assert house.dead == []


@pytest.mark.parametrize("seed", range(5))
def test_events_doubled_and_shuffled_end_in_the_same_state_and_the_same_letters(office: Office, seed: int):
    house = office.house
    story(office, unordered(seed))
    letters = [each.envelope_to[0] for each in house.cloud.mailbox]
    assert sorted(letters) == sorted([office.owner_email, ZOE, office.owner_email])
    assert sorted(office.feed()) == sorted(each["name"] for each in house.cloud.announced())
    assert len(office.ask("GET", "/v1/inbox")["items"]) == 1
    assert house.dead == []


def came_in_once(office: Office) -> None:
    """Each letter went out once, each event stands in the feed once, each notice is there once."""
    house = office.house
    letters = [each.envelope_to[0] for each in house.cloud.mailbox]
    assert sorted(letters) == sorted([office.owner_email, ZOE, office.owner_email])
    assert sorted(office.feed()) == sorted(each["name"] for each in house.cloud.announced())
    assert len(office.ask("GET", "/v1/inbox")["items"]) == 1
    assert (house.lost, house.dead) == ([], [])


@pytest.mark.parametrize("readings", [2, 5])
def test_fault_8_a_batch_of_the_stream_that_is_read_again_has_one_effect(office: Office, readings: int):
    story(office, Delivery(readings=readings))
    put_out = [each["DetailType"] for each in office.house.bus.entries]
    assert put_out.count("invitation.sent") == readings
    came_in_once(office)


@pytest.mark.parametrize("batch", [1, 2])
def test_fault_9_what_one_transaction_wrote_may_reach_the_relay_record_by_record(office: Office, batch: int):
    """Its events stand whole in one item; whoever hears of one finds everything else of it in the table."""
    story(office, Delivery(batch=batch))
    came_in_once(office)


@pytest.mark.parametrize("seed", range(2))
def test_faults_8_9_and_13_all_at_once_end_the_same(office: Office, seed: int):
    disorder = Random(seed)  # noqa: S311  # the same disorder in every run
    story(office, Delivery(copies=2, order=disorder, readings=2, batch=1))
    came_in_once(office)


def test_the_whole_log_brought_back_in_any_order_changes_nothing(office: Office):
    house = office.house
    story(office, Delivery())
    before = state(house)
    for seed in range(3):
        answer = house.invoke("relay-replay", {"firm": office.id, "since": "2026-11-22T00:00:00Z"})
        assert answer == {"replayed": len(house.cloud.announced()), "resume": None}
        house.settle(unordered(seed))
        assert state(house) == before
    assert house.dead == []


def test_an_event_the_bus_refused_once_comes_round_by_the_retry_queue(office: Office):
    house = office.house
    refused: list[str] = []

    def once(entry: dict[str, str]) -> bool:
        if entry["DetailType"] == "invitation.sent" and not refused:
            refused.append(entry["Detail"])
            return True
        return False

    house.bus.refuses = once
    office.invite(office.add_client(ZOE))
    house.settle()
    assert len(refused) == 1
    assert office.letter(ZOE)
    assert (house.lost, house.dead) == ([], [])


def test_a_bus_that_is_down_delays_and_loses_nothing(office: Office):
    house = office.house
    fault = house.bus_client.fail("put_events", error=lost_answer, times=3)
    office.invite(office.add_client(ZOE))
    house.settle()
    assert fault.fired == 3
    assert office.letter(ZOE)
    assert sorted(office.feed()) == sorted(each["name"] for each in house.cloud.announced())


def test_with_bus_and_retry_queue_down_the_stream_itself_tries_again(office: Office):
    house = office.house
    house.bus_client.fail("put_events", error=lost_answer, times=3)
    fault = house.sqs_client.fail("send_message_batch", error=lost_answer, times=3)
    office.invite(office.add_client(ZOE))
    house.settle()
    assert fault.fired == 3
    assert office.letter(ZOE)
    assert house.lost == []


def test_an_event_the_bus_never_takes_ends_in_the_dead_letters_and_can_be_sent_again(office: Office):
    house = office.house
    house.bus.refuses = lambda entry: entry["DetailType"] == "invitation.sent"
    office.invite(office.add_client(ZOE))
    house.settle()
    retries = house.queue_of("relay-retry")
    assert [json.loads(each.body)["name"] for each in retries.dead] == ["invitation.sent"]
    assert retries.dead[0].received == retries.tries
    assert office.letters(ZOE) == []
    house.bus.refuses = lambda _: False
    retries.redrive()
    house.settle()
    assert office.letter(ZOE)
    assert house.dead == []


def test_a_consumer_down_for_a_day_catches_up(office: Office):
    house = office.house
    with house.down("invite-consumer"), house.down("activity-consumer"):
        office.invite(office.add_client(ZOE))
        house.settle()
        house.clock.advance(timedelta(days=1))
        assert office.letters(ZOE) == []
        assert "invitation.sent" not in office.feed()
    house.settle()
    assert office.accept(office.letter(ZOE)) == 201
    house.settle()
    assert sorted(office.feed()) == sorted(each["name"] for each in house.cloud.announced())


def test_a_letter_ses_refuses_waits_among_the_dead_and_goes_out_once_when_sent_again(office: Office):
    house = office.house
    consumer = house.queue_of("invite-consumer")
    house.cloud.client("sesv2").fail("send_email", error=lambda: refusal("MessageRejected"), times=consumer.tries)
    office.invite(office.add_client(ZOE))
    house.settle()
    assert [json.loads(each.body)["detail-type"] for each in consumer.dead] == ["invitation.sent"]
    assert office.letters(ZOE) == []
    consumer.redrive()
    house.settle()
    assert len(office.letters(ZOE)) == 1


def test_a_letter_whose_answer_was_lost_is_followed_by_one_with_the_same_link(office: Office):
    house = office.house
    house.cloud.client("sesv2").fail("send_email", moment="after", error=lost_answer)
    office.invite(office.add_client(ZOE))
    house.settle()
    one, other = office.letters(ZOE)
    assert one.link == other.link
    assert office.accept(other) == 201
    assert house.dead == []


@pytest.mark.parametrize("poison", ["", "not json", "{}", '{"detail": {"name": "client.signed_up"}}'])
def test_a_poison_message_in_the_middle_ends_alone(office: Office, poison: str):
    house = office.house
    with ExitStack() as stopped:
        for each in WORKERS:
            stopped.enter_context(house.down(each))
        office.invite(office.add_client(ZOE))
        house.settle()
        for queue in map(house.queue_of, WORKERS):
            middle = len(queue.waiting) // 2
            queue.send(poison)
            queue.waiting.insert(middle, queue.waiting.pop())
    house.settle()
    assert house.dead == [poison] * len(WORKERS)
    assert office.accept(office.letter(ZOE)) == 201
    house.settle()
    assert sorted(office.feed()) == sorted(each["name"] for each in house.cloud.announced())


def test_conflicts_between_consumers_of_one_firm_are_outlived(office: Office):
    house = office.house
    office.invite(office.add_client(ZOE))
    fault = house.cloud.client("dynamodb").fail(
        "transact_write_items", error=lambda: refusal("TransactionConflictException"), times=3
    )
    house.settle()
    assert fault.fired == 3
    assert office.letter(ZOE)
    assert sorted(office.feed()) == sorted(each["name"] for each in house.cloud.announced())
