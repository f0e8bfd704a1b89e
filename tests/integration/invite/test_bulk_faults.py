"""Bulk jobs under every single fault of the worker: killed, doubled, overlapped, lost. Each person once."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from functions.invite import jobs
from shared.domain.ids import JobId, PersonId
from shared.jobs.model import STILL_FOR
from shared.jobs.queue import Nudge
from tests.fakes.cloud import queue_event
from tests.fakes.crowd import settle
from tests.fakes.faults import KilledError, Point, hit, points
from tests.fakes.http import context
from tests.integration.house import House

SERVICES = ("dynamodb", "kms", "s3", "sqs")
_CHANGES = frozenset({"transact_write_items", "send_message"})


def crowd(house: House, persons: int, **more: Any) -> tuple[PersonId, ...]:
    _, ids = settle(house.cloud.table, house.firm, house.owner_id, persons=persons, **more)
    return ids


def letters(house: House) -> Counter[str]:
    """How often each person was sent to, in whatever way."""
    names = {"invitation.sent", "invitation.resent"}
    return Counter(each["object"]["id"] for each in house.cloud.announced() if each["name"] in names)


def deliver(house: House, *bodies: str) -> list[str]:
    """Hand messages to the worker; those it failed come again."""
    answer = jobs.handler(queue_event(*bodies), context())
    failed = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
    return [body for place, body in enumerate(bodies, 1) if f"message-{place}" in failed]


def work_off(house: House, *bodies: str) -> None:
    """Hand over what waits and what is called for, until nothing does; what fails comes again."""
    waiting = list(bodies)
    for _ in range(40):
        waiting += house.cloud.take(house.cloud.jobs_queue)
        if not waiting:
            return
        waiting = deliver(house, *waiting)
    raise AssertionError("it never ends")


def waiting(house: House) -> list[str]:
    house.begin()
    return house.cloud.take(house.cloud.jobs_queue)


def assert_done_once(house: House, job: str, ids: tuple[PersonId, ...]) -> None:
    assert_told_once(house, {job: ids})
    assert_done(house, job, ids)


def assert_done(house: House, job: str, ids: tuple[PersonId, ...]) -> None:
    assert [house.credential(each).invitation.generation for each in ids] == [1] * len(ids)
    assert house.report(job) == dict.fromkeys(ids, "done")
    ended = house.call("GET", f"/v1/jobs/{job}").json
    assert (ended["state"], ended["done"], ended["skipped"], ended["failed"]) == ("finished", len(ids), 0, 0)


def assert_told_once(house: House, jobs: Mapping[str, tuple[PersonId, ...]]) -> None:
    """One letter a person and one end a job, in all that was ever announced."""
    reached, ends = letters(house), Counter[str]()
    ends.update(each["object"]["id"] for each in house.cloud.announced() if each["name"] == "job.finished")
    for job, ids in jobs.items():
        assert {each: reached[each] for each in ids} == dict.fromkeys(ids, 1)
        assert ends[job] == 1


def begun(house: House, name: str) -> tuple[str, tuple[PersonId, ...], list[str]]:
    """A job of two steps, whose first message is at a worker that has just started."""
    ids = crowd(house, 3, name=name)
    job = house.job(*ids)
    house.cloud.restart()
    return job, ids, [Nudge(house.firm, JobId(job), 0).spelled()]


def _places(house: House) -> list[Point]:
    """Every place in both steps; a read whose answer is lost is one that was never made."""
    job, ids, messages = begun(house, "unharmed")
    clients = {each: house.cloud.client(each) for each in SERVICES}
    before = {each: len(client.calls) for each, client in clients.items()}
    work_off(house, *messages)
    found = [point for each, client in clients.items() for point in points(each, client.calls[before[each] :])]
    assert_done_once(house, job, ids)
    return [each for each in found if each.moment == "before" or each.operation in _CHANGES]


@pytest.mark.parametrize("way", ["fault", "kill"])
def test_job_hit_anywhere_and_taken_up_again_reaches_each_once(house, monkeypatch, capsys, way):
    """Faults 4 and 25: a throttle before or an answer lost after each call, or the worker killed there."""
    monkeypatch.setattr("functions.invite.service.bulk.invitations.STEP", 2)
    places = _places(house)
    operations = {(each.operation, each.moment) for each in places}
    assert operations >= {(name, "after") for name in _CHANGES}
    done = {}
    for number, place in enumerate(places):
        job, ids, messages = begun(house, f"place-{number}")
        client = house.cloud.client(place.service)
        if way == "fault":
            hit(client, place)
            work_off(house, *messages)
        else:
            client.fail(place.operation, nth=place.nth, moment=place.moment, error=KilledError)
            work_off(house, *_survived(house, messages))
        client.assert_fired()
        assert_done(house, job, ids)
        done[job] = ids
    assert_told_once(house, done)
    with capsys.disabled():
        print(f"\nworker, {way}: {len(places)} points", end=" ")


def _survived(house: House, messages: list[str]) -> list[str]:
    """Work until the worker is killed; the message it held comes again."""
    held = messages
    while True:
        try:
            deliver(house, *held)
        except KilledError:
            house.cloud.restart()
            return held
        held = house.cloud.take(house.cloud.jobs_queue)
        assert held, "nobody was killed"


def test_two_jobs_that_overlap_reach_each_once(house):
    """Fault 25: the same persons in two jobs, step by step in turn."""
    ids = crowd(house, 60)
    one, other = house.job(*ids), house.job(*reversed(ids))
    work_off(house, *waiting(house))
    assert letters(house) == dict.fromkeys(ids, 1)
    codes = Counter([*house.report(one).values(), *house.report(other).values()])
    assert codes == {"done": 60, "ALREADY_INVITED": 60}


def test_two_jobs_that_meet_at_one_person_reach_them_once(house):
    """Fault 25: the other job comes between this one's reading and its writing."""
    (person,) = crowd(house, 1)
    one, other = house.job(person), house.job(person)
    first, second = waiting(house)
    client = house.cloud.client("dynamodb")
    real = client.transact_write_items

    def overtaken(**request: Any) -> Any:
        del client.transact_write_items
        assert deliver(house, second) == []
        return real(**request)

    client.transact_write_items = overtaken
    work_off(house, first)
    assert letters(house) == {person: 1}
    reports = {each: house.report(each)[person] for each in (one, other)}
    assert sorted(reports.values()) == ["ALREADY_INVITED", "done"]


def test_message_delivered_twice_or_late_has_one_effect(house):
    """Fault 8, on the worker's queue: doubled in a batch, again after the end."""
    ids = crowd(house, 60)
    job = house.job(*ids)
    messages = waiting(house)
    work_off(house, *messages, *messages)
    assert_done_once(house, job, ids)
    work_off(house, *messages)
    assert_done_once(house, job, ids)


def test_event_of_the_start_delivered_twice_begins_the_job_once(house):
    """Fault 8, on the bus."""
    ids = crowd(house, 30)
    job = house.job(*ids)
    house.begin()
    house.begin()
    work_off(house)
    assert_done_once(house, job, ids)


def test_worker_that_was_down_for_a_day_goes_on_when_it_is_called_again(house):
    """Fault 12: every message went to the dead letters; the schedule calls again, a redrive comes on top."""
    ids = crowd(house, 30)
    job = house.job(*ids)
    dead = waiting(house)
    house.wait(hours=24)
    assert house.sweep_jobs() == 1
    work_off(house, *house.cloud.take(house.cloud.jobs_queue), *dead)
    assert_done_once(house, job, ids)
    house.wait(seconds=STILL_FOR.total_seconds())
    assert house.sweep_jobs() == 0


def test_job_nobody_works_off_is_given_up_and_says_so(house):
    """Fault 14: the starter hears that it stalled, and may ask again."""
    ids = crowd(house, 3)
    job = house.job(*ids)
    house.begin()
    for _ in range(6):
        house.wait(seconds=STILL_FOR.total_seconds())
        assert house.sweep_jobs() == 1
    ended = house.call("GET", f"/v1/jobs/{job}").json
    assert (ended["state"], ended["code"]) == ("failed", "STALLED")
    work_off(house)
    assert letters(house) == {}


def test_items_left_unprocessed_for_ever_fail_the_step_and_not_the_job(house):
    """Fault 26."""
    ids = crowd(house, 30)
    job = house.job(*ids)
    messages = waiting(house)
    client = house.cloud.client("dynamodb")
    client.leave_unprocessed(times=4)
    assert deliver(house, *messages) == messages
    assert letters(house) == {}
    work_off(house, *messages)
    assert_done_once(house, job, ids)


def test_items_left_unprocessed_once_are_asked_for_again(house):
    """Fault 26."""
    ids = crowd(house, 30)
    job = house.job(*ids)
    house.cloud.client("dynamodb").leave_unprocessed(times=1)
    work_off(house, *waiting(house))
    assert_done_once(house, job, ids)
