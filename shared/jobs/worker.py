"""The worker: one message, one step, one write of what came of it, and the call for the next step."""

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import (
    NotAllowedError,
    PorticoError,
    StaleVersionError,
    UnauthenticatedError,
    UnavailableError,
)
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, JobId
from shared.jobs.events import finished
from shared.jobs.model import EVERYTHING_DONE, Job, Outcome, Step
from shared.jobs.queue import Nudge
from shared.table.retries import attempts

_SECOND = 1_000_000_000


class Kind(Protocol):
    """How one kind of job is done. `pace` is how many entries a second it may do at most, None for as many as go."""

    @property
    def pace(self) -> int | None: ...

    def work(self, job: Job, scene: Scene) -> Step:
        """Do what stands at the job's cursor, in well under the worker's time; done twice, it has one effect.

        A refusal raised here ends the whole job as failed with its code; UnavailableError has the step taken again.
        """
        ...


class Store(Protocol):
    """What the worker asks of storage."""

    def find(self, firm: FirmId, job: JobId) -> Job | None: ...
    def save(self, job: Job, outcomes: tuple[Outcome, ...] = (), announcement: Announcement | None = None) -> Job: ...


class Queue(Protocol):
    """Where the next step is called for."""

    def send(self, nudge: Nudge) -> None: ...


class Worker:
    """Takes open jobs on, step by step."""

    def __init__(
        self,
        store: Store,
        queue: Queue,
        kinds: Mapping[str, Kind],
        directory: Directory,
        clock: Clock,
        *,
        sleep: Callable[[float], None] = time.sleep,
        ticks: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._store = store
        self._queue = queue
        self._kinds = kinds
        self._directory = directory
        self._clock = clock
        self._sleep = sleep
        self._ticks = ticks

    def work(self, nudge: Nudge) -> None:
        """Do the step a message calls for.

        A message that comes again finds its step done and only calls for the next once more, in case that call was
        lost; one that was overtaken does nothing. KeyError for a kind this code does not know: newer code will.
        """
        began = self._ticks()
        job = self._store.find(nudge.firm, nudge.job)
        if job is None or not job.is_open or nudge.step < job.step - 1:
            return
        if nudge.step == job.step - 1:
            self._queue.send(Nudge(job.firm, job.id, job.step))
            return
        done, step = self._step(job)
        try:
            saved = self._save(job, done, step)
        except StaleVersionError:
            return  # another worker wrote this step first, and calls for the next
        if saved.is_open:
            self._keep_pace(began, job, saved)
            self._queue.send(Nudge(saved.firm, saved.id, saved.step))

    def _step(self, job: Job) -> tuple[Callable[[Job], Job], Step]:
        """Do one step; give how it changes the job, and what it came to."""
        if job.is_cancelling:
            return lambda standing: standing.stopped(self._clock()), EVERYTHING_DONE
        kind = self._kinds[job.kind]
        try:
            step = kind.work(job, self._scene(job))
        except UnavailableError:
            raise
        except PorticoError as refused:
            code = refused.code
            return lambda standing: standing.failed(code, self._clock()), EVERYTHING_DONE
        return lambda standing: standing.advanced(step, self._clock()), step

    def _scene(self, job: Job) -> Scene:
        """Let the starter pass anew; who was deactivated meanwhile may do nothing any more."""
        try:
            return self._directory.gate(job.caller.identity)
        except UnauthenticatedError as gone:
            raise NotAllowedError from gone

    def _save(self, job: Job, change: Callable[[Job], Job], step: Step) -> Job:
        """Write the step; when only a wish to stop came between, write it over that. StaleVersionError else."""
        for _ in attempts(self._sleep):
            after = change(job)
            told = step.events if after.is_open else (*step.events, finished(after))
            announcement = Announcement.of(self._clock(), after.ender, job.provenance, *told) if told else None
            try:
                return self._store.save(after, step.outcomes, announcement)
            except StaleVersionError:
                standing = self._store.find(job.firm, job.id)
                if standing is None or standing.step != job.step or not standing.is_open:
                    raise
                job = standing
        raise UnavailableError

    def _keep_pace(self, began: int, before: Job, after: Job) -> None:
        pace = self._kinds[after.kind].pace
        if pace is None:
            return
        entries = after.counts.total - before.counts.total
        rest = entries * _SECOND // pace - (self._ticks() - began)
        if rest > 0:
            self._sleep(rest / _SECOND)
