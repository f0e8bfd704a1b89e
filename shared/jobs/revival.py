"""The revival: a job whose message was lost is called for again, until it is given up."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Protocol

from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.principals import SYSTEM
from shared.jobs.events import finished
from shared.jobs.model import MOST_REVIVALS, STALLED, Job
from shared.jobs.queue import Nudge


class Store(Protocol):
    """Where the jobs that stand still are found."""

    def due(self, now: datetime) -> Iterator[Job]: ...
    def save(self, job: Job, *, announcement: Announcement | None = None) -> Job: ...


class Queue(Protocol):
    """Where the next step is called for."""

    def send(self, nudge: Nudge) -> None: ...


class Revival:
    """Looks after those of one worker's jobs that have not moved for ten minutes.

    Late, doubled or missed, it does no step twice.
    """

    def __init__(self, store: Store, queue: Queue, kinds: Collection[str], clock: Clock) -> None:
        self._store = store
        self._queue = queue
        self._kinds = kinds
        self._clock = clock

    def revive(self) -> int:
        """Call again for each job that stands still, and count them; what was called for in vain is given up."""
        now = self._clock()
        seen = 0
        for job in self._store.due(now):
            if job.kind not in self._kinds or job.timer is None or job.timer > now:
                continue
            try:
                self._look_after(job, now)
            except StaleVersionError:
                continue  # it moved meanwhile
            seen += 1
        return seen

    def _look_after(self, job: Job, now: datetime) -> None:
        if job.revivals >= MOST_REVIVALS:
            failed = job.failed(STALLED, now)
            told = Announcement.of(now, SYSTEM, job.provenance, finished(failed))
            self._store.save(failed, announcement=told)
            return
        self._queue.send(Nudge(job.firm, job.id, job.step))
        self._store.save(job.revived(now))
