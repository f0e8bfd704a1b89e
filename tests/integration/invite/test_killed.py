"""A function killed between any two of its calls: whoever comes next finds nothing half done, and finishes it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from functions.invite import consumer, schedule
from infra.subscriptions import SUBSCRIPTIONS
from shared.domain.errors import UnavailableError
from shared.table.schema import LIMIT_COUNT
from tests.fakes.cloud import queue_event, running_cloud
from tests.fakes.faults import KilledError, hit
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures
from tests.integration.house import House, Request
from tests.integration.invite.routes.members import invite_member
from tests.integration.matrices.watching import changing, kill, telling, watched
from tests.integration.routes import WRITES


def take(house: House, log: list[dict[str, Any]]) -> set[str]:
    """Hand the consumer what was announced; the messages it fails come back."""
    return batch_failures(consumer.handler(queue_event(*({"detail": each} for each in log)), context()))


def ends_in(house: House) -> tuple[Any, ...]:
    """What a delivery comes to, whatever the ids: kinds of items with their versions, events, letters, messages."""
    kinds = Counter(
        (each["et"]["S"], each.get("v", {}).get("N"), each.get("state", {}).get("S"), each.get("name", {}).get("S"))
        for each in house.cloud.items()
        if each["et"]["S"] != LIMIT_COUNT.name
    )
    letters = {(each.envelope_to, each.subject) for each in house.cloud.mailbox}
    return kinds, sorted(house.names()), letters, bool(house.cloud.take(house.cloud.jobs_queue))


def settled(house: House, log: list[dict[str, Any]]) -> None:
    """Deliver again, as the queue does, until nothing is failed; a letter's claim is waited out."""
    for _ in range(4):
        house.cloud.restart()
        if not take(house, log):
            return
        house.wait(minutes=6)
    raise AssertionError("the delivery never came to rest")


def renamed_account(house: House) -> Request:
    house.active()
    (account,) = house.person().accounts
    return Request("PATCH", f"/v1/accounts/{account}", {"name": "Doe & Sons"}, {"if-match": '"1"'}, house.owner)


def renamed_contact(house: House) -> Request:
    house.active()
    path = f"/v1/contacts/{house.person().contact}"
    return Request("PATCH", path, {"name": "Jane Roe"}, {"if-match": '"1"'}, house.owner)


def closed(house: House, verb: str, *before: str) -> Request:
    """An account somebody is waited for in; what was done to it before is known to them."""
    house.invited()
    (account,) = house.person().accounts
    for each in before:
        assert house.call("POST", f"/v1/accounts/{account}/{each}").status == 200
        house.deliver("account.archived")
    return Request("POST", f"/v1/accounts/{account}/{verb}", who=house.owner)


# How each event that reaches the consumer comes about; where somebody has to be there to follow, with them.
WITH_PEOPLE: Mapping[str, Callable[[House], Request]] = {
    "account.archived": lambda house: closed(house, "archive"),
    "account.deleted": lambda house: closed(house, "delete"),
    "account.restored": lambda house: closed(house, "restore", "archive"),
    "account.updated": renamed_account,
    "contact.updated": renamed_contact,
}
CONSUMED = {name: next(each for each in WRITES if name in each.tells) for name in SUBSCRIPTIONS["invite"]}


@contextmanager
def announced(patch: pytest.MonkeyPatch, name: str) -> Iterator[tuple[House, list[dict[str, Any]]]]:
    """A house in which the event was just announced, and what of it the rule lets through."""
    with running_cloud(patch) as cloud:
        house = House(cloud)
        request = WITH_PEOPLE.get(name, CONSUMED[name].prepare)(house)
        told = house.ids()
        assert house.send(request).status == CONSUMED[name].status
        log = [each for each in house.since(told) if each["name"] in SUBSCRIPTIONS["invite"]]
        assert name in {each["name"] for each in log}
        yield house, log


@pytest.mark.parametrize("way", ["fault", "kill"])
@pytest.mark.parametrize("name", CONSUMED)
def test_faults_1_2_and_4_a_consumer_hit_anywhere_comes_to_the_same_end(name, monkeypatch, way):
    """What was announced, delivered while each call of the consumer fails, loses its answer, or is its last."""
    with announced(monkeypatch, name) as (house, log):
        with watched(house) as places:
            settled(house, log)
        whole = ends_in(house)
    for place in changing(places) if way == "kill" else telling(places):
        with announced(monkeypatch, name) as (house, log):
            client = house.cloud.client(place.service)
            if way == "kill":
                kill(house, place)
                with pytest.raises(KilledError):
                    take(house, log)
                house.wait(minutes=6)
            else:
                hit(client, place)
                assert len(take(house, log)) <= 1, place
            client.assert_fired()
            settled(house, log)
            assert ends_in(house) == whole, place


@contextmanager
def much_is_due(patch: pytest.MonkeyPatch) -> Iterator[House]:
    """Invitations of a client and a colleague are over, and an account was deleted long enough ago."""
    with running_cloud(patch) as cloud:
        house = House(cloud)
        house.invited()
        invite = invite_member(house)
        house.made(invite.path, invite.body)
        gone = house.account("Roe Ltd")
        assert house.call("POST", f"/v1/accounts/{gone}/delete").status == 200
        house.wait(days=31)
        cloud.restart()
        yield house


def sweep(house: House) -> None:
    schedule.handler({"source": "aws.events"}, context())


@pytest.mark.parametrize("way", ["fault", "kill"])
def test_faults_1_2_and_4_a_sweep_hit_anywhere_leaves_the_rest_to_the_next(monkeypatch, way):
    with much_is_due(monkeypatch) as house:
        told = house.ids()
        with watched(house) as places:
            sweep(house)
        whole = sorted(each["name"] for each in house.since(told))
    assert set(whole) == {"invitation.expired", "member.invitation_expired", "account.erased"}
    first = {(each.operation, each.moment): each for each in reversed(places)}  # a look at one shard is one at all
    for place in changing(places) if way == "kill" else {*changing(places), *first.values()}:
        with much_is_due(monkeypatch) as house:
            told = house.ids()
            client = house.cloud.client(place.service)
            kill(house, place) if way == "kill" else hit(client, place)
            with suppress(KilledError, UnavailableError):
                sweep(house)
            client.assert_fired()
            house.cloud.restart()
            sweep(house)
            assert sorted(each["name"] for each in house.since(told)) == whole, place
            assert house.sweep() == 0
