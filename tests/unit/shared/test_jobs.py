"""Jobs: a step is done once, whatever dies between two calls, comes twice or overlaps."""

from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest

from shared.directory import MemberState, Scene
from shared.domain.errors import (
    LimitReachedError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
    UnavailableError,
    WrongStateError,
)
from shared.domain.ids import JobId
from shared.jobs import keys
from shared.jobs.model import MOST_OPEN, MOST_REVIVALS, PACE, STILL_FOR, Job, JobState, Outcome, Step, Verdict, counted
from shared.jobs.queue import Nudge
from shared.table.idempotency import Once
from tests.fakes.workshop import IDS, TENANT, Shop, caller, first


@pytest.fixture
def shop() -> Shop:
    return Shop()


def test_job_is_done_step_by_step_and_tells_of_its_end(shop):
    started = shop.start()
    assert (started.state, started.total, started.counts.total) == (JobState.QUEUED, 7, 0)
    ended = shop.run(started)
    assert shop.kind.ticked == list(IDS)
    assert (ended.state, ended.step, ended.counts.done, ended.code) == (JobState.FINISHED, 3, 7, None)
    assert ended.finished_at == shop.clock.now
    assert shop.report(ended) == list(IDS)
    (told,) = shop.events("job.finished")
    assert (told.event.outcome, told.event.done, told.event.starter) == ("finished", 7, TENANT.admin)
    assert told.actor.id == TENANT.admin
    assert told.provenance == caller().provenance


def test_job_is_started_once_a_key(shop):
    once = Once("key", "body")
    assert shop.start(once).id == shop.start(once).id
    assert len(shop.events("job.started")) == 1


def test_firm_has_only_so_many_jobs_open(shop):
    started = [shop.start() for _ in range(MOST_OPEN)]
    with pytest.raises(LimitReachedError):
        shop.start()
    shop.run(started[0])
    shop.start()


def test_message_that_comes_again_only_calls_for_the_next_step(shop):
    job = shop.start()
    shop.worker.work(first(job))
    shop.worker.work(first(job))
    assert shop.kind.ticked == list(IDS[:3])
    assert shop.line.nudges == [Nudge(job.firm, job.id, 1)] * 2


def test_message_that_was_overtaken_does_nothing(shop):
    job = shop.start()
    shop.worker.work(first(job))
    shop.worker.work(shop.line.take())
    (waiting,) = shop.line.nudges
    shop.worker.work(first(job))
    assert shop.line.nudges == [waiting]
    assert shop.kind.ticked == list(IDS[:6])


def test_two_workers_at_one_step_write_it_once_and_call_for_the_next_once(shop):
    job = shop.start()

    def overlap(_: Job, __: Scene) -> None:
        shop.kind.before = lambda job, scene: None
        shop.worker.work(first(job))

    shop.kind.before = overlap
    shop.worker.work(first(job))
    assert shop.line.nudges == [Nudge(job.firm, job.id, 1)]
    assert shop.report(job) == list(IDS[:3])
    assert shop.store.get(job.firm, job.id).counts.done == 3


@pytest.mark.parametrize("entry", IDS)
def test_job_that_dies_at_an_entry_is_taken_up_there(shop, entry):
    """Fault 25: killed at row k, resumed; each entry once, each in the report once."""
    job = shop.start()

    def die(at: str) -> None:
        if at == entry:
            shop.kind.trouble = lambda _: None
            raise KeyboardInterrupt

    shop.kind.trouble = die
    with pytest.raises(KeyboardInterrupt):
        shop.run(job)
    died_at = shop.store.get(job.firm, job.id).step
    shop.worker.work(Nudge(job.firm, job.id, died_at))
    while shop.line.bodies:
        shop.worker.work(shop.line.take())
    assert shop.kind.ticked == list(IDS)
    assert shop.report(job) == list(IDS)
    assert shop.store.get(job.firm, job.id).counts.done == 7


def test_call_for_the_next_step_that_was_lost_is_made_again(shop):
    """Fault 4: the step is written, the worker dies before it calls for the next; its message comes again."""
    job = shop.start()

    def lost(**_: Any) -> Any:
        del shop.line.send_message
        raise KeyboardInterrupt

    shop.line.send_message = lost
    with pytest.raises(KeyboardInterrupt):
        shop.worker.work(first(job))
    shop.worker.work(first(job))
    assert shop.line.nudges == [Nudge(job.firm, job.id, 1)]
    assert shop.kind.ticked == list(IDS[:3])


def test_refused_entry_is_reported_and_stops_no_other(shop):
    def trouble(entry: str) -> None:
        if entry == IDS[1]:
            raise NotFoundError
        if entry == IDS[4]:
            raise ValueError("an item nobody can read")

    shop.kind.trouble = trouble
    ended = shop.run(shop.start())
    verdicts = {each.of: (each.verdict, each.code) for each in shop.store.outcomes(ended.firm, ended.id)}
    assert verdicts[IDS[1]] == (Verdict.SKIPPED, "NOT_FOUND")
    assert verdicts[IDS[4]] == (Verdict.FAILED, "INTERNAL")
    assert (ended.state, ended.counts.done, ended.counts.skipped, ended.counts.failed) == ("finished", 5, 1, 1)


def test_what_passes_by_itself_has_the_step_taken_again(shop):
    job = shop.start()

    def throttled(entry: str) -> None:
        if entry == IDS[1]:
            raise UnavailableError

    shop.kind.trouble = throttled
    with pytest.raises(UnavailableError):
        shop.worker.work(first(job))
    assert shop.store.get(job.firm, job.id).step == 0
    shop.kind.trouble = lambda _: None
    assert shop.run(job).counts.done == 7
    assert shop.kind.ticked == list(IDS)


def test_job_of_a_kind_newer_code_knows_waits_for_it(shop):
    """Fault 30: two versions side by side."""
    job = shop.start(kind="newer")
    with pytest.raises(KeyError):
        shop.worker.work(first(job))
    assert shop.store.get(job.firm, job.id).state is JobState.QUEUED


def test_job_whose_starter_was_deactivated_fails(shop):
    job = shop.start()
    shop.worker.work(first(job))
    shop.records.items |= {
        key: {**each, "state": MemberState.DEACTIVATED.value}
        for key, each in shop.records.items.items()
        if each["et"] == "MEMBER" and each["id"] == TENANT.admin
    }
    shop.worker.work(shop.line.take())
    ended = shop.store.get(job.firm, job.id)
    assert (ended.state, ended.code, ended.counts.done) == (JobState.FAILED, "NOT_ALLOWED", 3)
    assert shop.line.bodies == []
    (told,) = shop.events("job.finished")
    assert (told.event.outcome, told.event.code) == ("failed", "NOT_ALLOWED")


def test_refusal_of_the_kind_itself_fails_the_job(shop):
    def refuse(_: Job, scene: Scene) -> None:
        raise NotAllowedError

    shop.kind.before = refuse
    ended = shop.run(shop.start())
    assert (ended.state, ended.code) == (JobState.FAILED, "NOT_ALLOWED")


def test_cancelled_job_ends_before_its_next_step_with_what_it_did(shop):
    job = shop.start()
    shop.worker.work(first(job))
    asked = shop.desk.cancel(caller(TENANT.owner), job.id)
    assert asked.is_cancelling
    assert [each.actor.id for each in shop.events("job.cancelled")] == [TENANT.owner]
    assert shop.desk.cancel(caller(), job.id) == asked
    shop.worker.work(shop.line.take())
    ended = shop.store.get(job.firm, job.id)
    assert (ended.state, ended.counts.done, ended.is_cancelling) == (JobState.CANCELLED, 3, False)
    assert shop.kind.ticked == list(IDS[:3])
    (told,) = shop.events("job.finished")
    assert (told.event.outcome, told.actor.id) == ("cancelled", TENANT.owner)
    with pytest.raises(WrongStateError):
        shop.desk.cancel(caller(), job.id)


def test_step_that_was_under_way_when_somebody_cancelled_is_still_written(shop):
    job = shop.start()
    shop.kind.before = lambda _, __: None if shop.kind.ticked else void(shop.desk.cancel(caller(), job.id))
    ended = shop.run(job)
    assert (ended.state, ended.counts.done) == (JobState.CANCELLED, 3)
    assert shop.report(ended) == list(IDS[:3])


def test_wish_to_stop_that_a_step_overtook_is_written_over_it(shop):
    job = shop.start()
    save: Callable[..., Job] = shop.store.save

    def late(standing: Job, **how: Any) -> Job:
        shop.store.save = save
        shop.worker.work(first(job))
        return save(standing, **how)

    shop.store.save = late
    assert shop.desk.cancel(caller(), job.id).step == 1
    assert shop.store.get(job.firm, job.id).is_cancelling


def void(_: object) -> None:
    """Give nothing, whatever was made."""


def test_job_that_stands_still_is_called_for_again_and_given_up_in_the_end(shop):
    job = shop.start()
    assert shop.revival.revive() == 0
    for _ in range(MOST_REVIVALS):
        shop.clock.advance(STILL_FOR)
        assert shop.revival.revive() == 1
        assert shop.revival.revive() == 0
    assert shop.line.nudges == [first(job)] * MOST_REVIVALS
    shop.clock.advance(STILL_FOR)
    assert shop.revival.revive() == 1
    ended = shop.store.get(job.firm, job.id)
    assert (ended.state, ended.code) == (JobState.FAILED, "STALLED")
    (told,) = shop.events("job.finished")
    assert told.actor.kind == "system"
    shop.clock.advance(STILL_FOR)
    assert shop.revival.revive() == 0


def test_revived_job_goes_on_where_it_stood(shop):
    job = shop.start()
    shop.worker.work(first(job))
    shop.line.bodies.clear()
    shop.clock.advance(STILL_FOR)
    shop.revival.revive()
    shop.worker.work(shop.line.take())
    while shop.line.bodies:
        shop.worker.work(shop.line.take())
    ended = shop.store.get(job.firm, job.id)
    assert (ended.state, ended.counts.done, ended.revivals) == (JobState.FINISHED, 7, 0)
    assert shop.kind.ticked == list(IDS)


def test_job_that_moved_while_it_was_looked_at_is_left_alone(shop):
    job = shop.start()
    shop.clock.advance(STILL_FOR)
    save = shop.store.save

    def late(standing: Job, **how: Any) -> Job:
        shop.store.save = save
        shop.worker.work(first(job))
        raise StaleVersionError

    shop.store.save = late
    assert shop.revival.revive() == 0
    assert shop.store.get(job.firm, job.id).step == 1


def test_job_keeps_its_pace(shop):
    shop.kind.pace = PACE
    shop.worker.work(first(shop.start()))
    assert shop.naps == [pytest.approx(3 / PACE)]


def test_step_that_took_long_enough_is_not_slowed(shop):
    shop.kind.pace = PACE
    shop.kind.before = lambda job, scene: setattr(shop, "ticks", shop.ticks + 1_000_000_000)
    shop.worker.work(first(shop.start()))
    assert shop.naps == []


def test_job_is_shown_to_its_starter_and_to_admins_alone(shop):
    job = shop.start(who=TENANT.employee)
    other = shop.start(who=TENANT.owner)
    assert shop.desk.get(caller(TENANT.employee), job.id) == job
    assert shop.desk.get(caller(TENANT.admin), job.id) == job
    assert {each.id for each in shop.desk.list(caller(TENANT.owner), limit=9, cursor=None).items} == {job.id, other.id}
    assert [each.id for each in shop.desk.list(caller(TENANT.employee), limit=9, cursor=None).items] == [job.id]
    for act in (shop.desk.get, shop.desk.cancel, lambda who, of: shop.desk.report(who, of, cursor=None)):
        with pytest.raises(NotFoundError):
            act(caller(TENANT.employee), other.id)
        with pytest.raises(NotFoundError):
            act(caller(TENANT.owner), JobId("job_00000000000000000000000000"))


def test_report_comes_in_pages_of_at_most_a_hundred(shop):
    many = tuple(Outcome(of=str(each), verdict=Verdict.DONE) for each in range(230))
    shop.kind.work = lambda job, scene: Step(cursor=None, outcomes=many, counts=counted(many))
    job = shop.run(shop.start())
    pages: list[list[str]] = []
    cursor = None
    while not pages or cursor:
        page = shop.desk.report(caller(), job.id, cursor=cursor)
        pages.append([each.of for each in page.items])
        cursor = page.next
    assert [len(each) for each in pages] == [100, 100, 30]
    assert list(chain.from_iterable(pages)) == [each.of for each in many]


def test_what_jobs_leave_is_removed_in_time(shop):
    job = shop.run(shop.start())
    left = [each for key, each in shop.records.items.items() if key.pk == keys.steps(job.firm, job.id)]
    assert len(left) == 4
    assert {each["ttl"] for each in left} == {int(job.created_at.timestamp()) + 90 * 86_400}


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"firm":"frm_x","job":"job_x","step":0}', "null"])
def test_message_that_is_none_of_ours_is_refused(body):
    with pytest.raises((ValueError, KeyError, TypeError, NotFoundError)):
        Nudge.read(body)


def test_a_job_of_another_worker_is_left_to_its_own(shop):
    job = shop.start(kind="newer")
    shop.clock.advance(STILL_FOR)
    assert shop.revival.revive() == 0
    assert shop.line.bodies == []
    assert shop.store.get(job.firm, job.id) == job
