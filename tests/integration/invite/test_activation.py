"""Activation spans the user pool and the table. Killed anywhere, raced by anybody, it ends in one person with one
password and one set of events.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from functions.invite.service.activation import ActivationService
from functions.invite.wiring.doors import activation
from shared import wiring
from shared.directory import MemberState, PersonState
from shared.domain.credentials import user_name
from shared.domain.errors import PorticoError
from shared.domain.ids import MemberId, PersonId
from shared.domain.principals import Provenance, Source
from shared.table.idempotency import Once
from tests.fakes.cloud import running_cloud
from tests.fakes.faults import KilledError, Point, points
from tests.fakes.interleaving import Interleaved
from tests.fakes.racing import OneAtATime, race
from tests.integration.founding import PASSWORD
from tests.integration.house import OTHER_PASSWORD, House

SERVICES = ("dynamodb", "cognito-idp")
ANYBODY = Provenance("req-1", Source.LINK)


@dataclass(frozen=True)
class Door:
    """Whose activation it is."""

    audience: str
    email: str
    tells: tuple[str, ...]

    def invited(self, house: House) -> MemberId | PersonId:
        if self.audience == "client":
            return house.invited()
        return MemberId(house.made("/v1/members", {"name": "Nora Hill", "email": self.email})["id"])

    def is_active(self, house: House, who: MemberId | PersonId) -> bool:
        return house.credential(who).state in {MemberState.ACTIVE, PersonState.ACTIVE}


CLIENT = Door("client", "jane@doe.example", ("invitation.accepted", "client.signed_up", "client.logged_in"))
TEAM = Door("staff", "nora@harbor-tax.example", ("member.activated", "member.logged_in"))
DOORS = pytest.mark.parametrize("door", [CLIENT, TEAM], ids=["client", "member"])


@contextmanager
def one_invited(patch: pytest.MonkeyPatch, door: Door) -> Iterator[tuple[House, MemberId | PersonId]]:
    with running_cloud(patch) as cloud:
        house = House(cloud)
        yield house, door.invited(house)


def all_points(patch: pytest.MonkeyPatch, door: Door) -> list[Point]:
    """Every place between two AWS calls of an activation, found by making one unharmed."""
    with one_invited(patch, door) as (house, who):
        clients = {each: house.cloud.client(each) for each in SERVICES}
        before = {each: len(client.calls) for each, client in clients.items()}
        assert house.accept(who).status == 201
        return [point for each, client in clients.items() for point in points(each, client.calls[before[each] :])]


def kill(house: House, who: MemberId | PersonId, place: Point) -> None:
    """Begin an activation, and end its process there. What comes next starts in a new container."""
    client = house.cloud.client(place.service)
    client.fail(place.operation, nth=place.nth, moment=place.moment, error=KilledError)
    with pytest.raises(KilledError):
        house.accept(who, idempotency_key="key-1")
    client.assert_fired()
    house.cloud.restart()


def opens(house: House, door: Door, password: str) -> bool:
    return house.signs_in(door.email, password, "client" if door is CLIENT else "team")


def ended_well(house: House, door: Door, who: MemberId | PersonId, told: set[str], password: str) -> None:
    """One active credential, one user, one password, one set of events."""
    assert [each["name"] for each in house.since(told)] == list(door.tells)
    assert door.is_active(house, who)
    users = [each for each in house.users(door.audience) if each == user_name(house.firm, who)]
    assert len(users) == 1
    assert opens(house, door, password)
    assert not opens(house, door, OTHER_PASSWORD if password == PASSWORD else PASSWORD)


@DOORS
def test_killed_anywhere_and_repeated_under_its_key_at_once(door, monkeypatch, capsys):
    places = all_points(monkeypatch, door)
    for place in places:
        with one_invited(monkeypatch, door) as (house, who):
            told = house.ids()
            kill(house, who, place)
            answer = house.accept(who, idempotency_key="key-1")
            assert answer.status == 201, (place, answer.text)
            ended_well(house, door, who, told, PASSWORD)
    with capsys.disabled():
        print(f"\nkilled at {len(places)} points", end=" ")


@DOORS
def test_killed_anywhere_and_begun_anew_by_somebody_who_waits(door, monkeypatch):
    """Another key and another password: kept out while the claim may still be held, then alone with the invitation."""
    for place in all_points(monkeypatch, door):
        with one_invited(monkeypatch, door) as (house, who):
            told = house.ids()
            kill(house, who, place)
            was_committed = door.is_active(house, who)
            was_claimed = house.credential(who).invitation.claim is not None
            if was_claimed:
                early = house.accept(who, OTHER_PASSWORD, idempotency_key="key-2")
                assert (early.status, early.code) == (409, "ACTIVATION_IN_PROGRESS")
            house.wait(seconds=60)
            answer = house.accept(who, OTHER_PASSWORD, idempotency_key="key-2")
            assert answer.status == (409 if was_committed else 201), (place, answer.text)
            ended_well(house, door, who, told, PASSWORD if was_committed else OTHER_PASSWORD)


def accepting(service: ActivationService, token: str, password: str, once: Once | None) -> Callable[[], str]:
    def run() -> str:
        try:
            service.accept(token, password, ANYBODY, once)
        except PorticoError as refused:
            return refused.code
        return f"in with {password}"

    return run


@pytest.mark.parametrize("has_keys", [True, False], ids=["keys", "no keys"])
def test_twenty_parallel_activations_make_one_user_with_one_password(house, monkeypatch, has_keys):
    person = house.invited()
    told, token, lock = house.ids(), house.token(person), threading.Lock()
    monkeypatch.setattr(wiring, "client", lambda name: OneAtATime(house.cloud.client(name), lock))
    passwords = [f"Password-of-runner-{number:02}" for number in range(20)]
    outcomes = race(
        [accepting(activation(), token, each, Once(f"key of {each}", each) if has_keys else None) for each in passwords]
    )
    assert len(outcomes) == 20
    winners = [each for each in outcomes if each.startswith("in with ")]
    assert len(winners) == 1
    assert set(outcomes) - set(winners) <= {"ACTIVATION_IN_PROGRESS", "INVITATION_ACCEPTED"}
    assert house.users() == [user_name(house.firm, person)]
    assert [each["name"] for each in house.since(told)] == list(CLIENT.tells)
    assert [each for each in passwords if house.signs_in(CLIENT.email, each)] == [winners[0].removeprefix("in with ")]


def test_twenty_repetitions_at_once_under_one_key_end_in_one_activation(house, monkeypatch):
    person = house.invited()
    told, token, lock = house.ids(), house.token(person), threading.Lock()
    monkeypatch.setattr(wiring, "client", lambda name: OneAtATime(house.cloud.client(name), lock))
    once = Once("one key", "one body")
    outcomes = race([accepting(activation(), token, PASSWORD, once) for _ in range(20)])
    assert set(outcomes) <= {f"in with {PASSWORD}", "ACTIVATION_IN_PROGRESS"}
    assert f"in with {PASSWORD}" in outcomes
    assert [each["name"] for each in house.since(told)] == list(CLIENT.tells)


def overtaken(house: House, token: str, place: Point) -> list[str]:
    """Activate, and let a second activation run whole just before one call of the first; what they came to."""
    outcomes: list[str] = []
    second = accepting(activation(), token, OTHER_PASSWORD, Once("key-2", "body-2"))
    racing = Interleaved(
        house.cloud.client(place.service), place.operation, place.nth, lambda: outcomes.append(second())
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "client", lambda name: racing if name == place.service else house.cloud.client(name))
        outcomes.append(accepting(activation(), token, PASSWORD, Once("key-1", "body-1"))())
    assert racing.has_acted
    return outcomes


def test_whoever_comes_in_between_two_calls_of_another_does_not_make_a_second(monkeypatch):
    for place in (each for each in all_points(monkeypatch, CLIENT) if each.moment == "before"):
        with one_invited(monkeypatch, CLIENT) as (house, who):
            told = house.ids()
            outcomes = overtaken(house, house.token(who), place)
            winners = [each for each in outcomes if each.startswith("in with ")]
            assert len(winners) == 1, (place, outcomes)
            ended_well(house, CLIENT, who, told, winners[0].removeprefix("in with "))
