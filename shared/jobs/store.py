"""Jobs and what their steps came to, in the table."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from shared import timers
from shared.domain.errors import LimitReachedError, NotFoundError, StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, JobId, MemberId
from shared.jobs import items, keys
from shared.jobs.model import MOST_OPEN, Job, Outcome
from shared.table import schema
from shared.table.actions import Action, Item, create, replace, update
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table

# A page of the report is some items of outcomes.
_CHUNKS_A_PAGE = 4
_STRETCH = 200


class JobStore:
    """Writes JOB, CHUNK and JOB_COUNT."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, job: Job, announcement: Announcement, once: Once | None) -> None:
        """Write a new job; LimitReachedError while the firm has as many open as it may."""
        self._table.transact(*additions(job, announcement, once))

    def get(self, firm: FirmId, job: JobId) -> Job:
        found = self.find(firm, job)
        if found is None:
            raise NotFoundError
        return found

    def find(self, firm: FirmId, job: JobId) -> Job | None:
        standing = self._table.get(keys.job(firm, job))
        return Job.model_validate(standing) if standing else None

    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Job]:
        """List the firm's jobs, newest first."""
        return self._page(Query(keys.jobs(firm), index="g1", forward=False), limit, cursor)

    def list_of(self, firm: FirmId, member: MemberId, *, limit: int, cursor: str | None) -> Page[Job]:
        """List the jobs a member started, newest first."""
        return self._page(Query(keys.jobs_of(firm, member), index="g2", forward=False), limit, cursor)

    def report(self, firm: FirmId, job: JobId, *, cursor: str | None) -> Page[Outcome]:
        """List what became of the entries, in the order they were done, at most 100 a page."""
        query = Query(keys.steps(firm, job), begins=keys.CHUNKS)
        page = self._table.page(query, limit=_CHUNKS_A_PAGE, cursor=cursor)
        return Page(tuple(_outcomes(page.items)), page.next)

    def outcomes(self, firm: FirmId, job: JobId) -> Iterator[Outcome]:
        """Yield what became of all entries so far."""
        query = Query(keys.steps(firm, job), begins=keys.CHUNKS)
        start: dict[str, str] | None = None
        while True:
            found = self._table.stretch(query, _STRETCH, start)
            yield from _outcomes(found.items)
            start = found.last
            if start is None:
                return

    def save(self, job: Job, outcomes: tuple[Outcome, ...] = (), announcement: Announcement | None = None) -> Job:
        """Write the next version over the one that was read, with what its latest step came to.

        StaleVersionError when another write came between.
        """
        saved = job.model_copy(update={"v": job.v + 1})
        actions: list[Action] = [replace(items.job(saved), seen=job.v)]
        actions += [create(each, taken=StaleVersionError) for each in items.chunks(job, outcomes)]
        if not job.is_open:
            actions.append(_open_one_less(job))
        if announcement:
            actions.append(outbox(announcement))
        self._table.transact(*actions)
        return saved

    def due(self, now: datetime) -> Iterator[Job]:
        """Yield the jobs that stood still by `now`, as `timers.standing` does."""
        return timers.standing(self._table, items.TIMER, now, Job.model_validate)

    def _page(self, query: Query, limit: int, cursor: str | None) -> Page[Job]:
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Job.model_validate, page.items)), page.next)


def additions(job: Job, announcement: Announcement, once: Once | None) -> list[Action]:
    """Say what a new job is made of, for a room that starts it together with a change of its own."""
    actions = [create(items.job(job)), _open_one_more(job), outbox(announcement)]
    if once:
        actions.append(remember(job.firm, once, announcement.at, job.id))
    return actions


def _outcomes(chunks: Iterable[Item]) -> Iterator[Outcome]:
    for each in chunks:
        yield from map(Outcome.model_validate, each["outcomes"])


def _open_one_more(of: Job) -> Action:
    when = "attribute_not_exists(#open) OR #open < :most"
    return _count(of, 1, when, {":most": MOST_OPEN}, LimitReachedError(f"A firm may have {MOST_OPEN} jobs under way."))


def _open_one_less(of: Job) -> Action:
    return _count(of, -1, "attribute_exists(#pk)", {}, NotFoundError())


def _count(of: Job, by: int, when: str, bounds: dict[str, int], refused: Exception) -> Action:
    values = {":kind": schema.JOB_COUNT.name, ":version": schema.JOB_COUNT.version, ":by": by, ":none": 0, **bounds}
    expression = "SET #et = :kind, #sv = :version, #open = if_not_exists(#open, :none) + :by"
    return update(keys.open_jobs(of.firm), expression, when=when, values=values, failed=lambda _: refused)
