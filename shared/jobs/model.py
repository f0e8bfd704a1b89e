"""A job: who started it, how far it has come, and what came of each entry."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from shared.domain.entities import Entity, Rewritten
from shared.domain.events import Event
from shared.domain.ids import FirmId, JobId, MemberId
from shared.domain.principals import Actor, ActorKind, Caller, Identity, Provenance

# How many entries a second one job does at most: the partitions of one firm's lists take a multiple of it.
PACE = 50
# How many jobs of one firm may be open together.
MOST_OPEN = 10
# A job that has not moved for so long is called again; so often, then it has failed.
STILL_FOR = timedelta(minutes=10)
MOST_REVIVALS = 5
KEPT_FOR = timedelta(days=90)

_ALWAYS = datetime.max.replace(tzinfo=UTC)

# Why a job failed that nobody refused.
STALLED = "STALLED"
# What an entry is told that could not be read or done for a fault of ours.
INTERNAL = "INTERNAL"


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = frozenset({JobState.QUEUED, JobState.RUNNING})


class Verdict(StrEnum):
    """What became of an entry: done, passed over for the reason its code names, or failed for a fault of ours."""

    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class Outcome(Entity):
    """One line of the report. `of` is what the entry was called by whoever asked: an id, or the number of a row."""

    of: str
    verdict: Verdict
    account: str | None = None
    code: str | None = None
    field: str | None = None
    note: str | None = None


class Counts(Entity):
    """How many entries came to what."""

    done: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.done + self.skipped + self.failed

    def plus(self, other: "Counts") -> "Counts":
        return Counts(
            done=self.done + other.done, skipped=self.skipped + other.skipped, failed=self.failed + other.failed
        )


NOTHING = Counts()


def counted(outcomes: Iterable[Outcome]) -> Counts:
    """Count outcomes by what they came to."""
    verdicts = [each.verdict for each in outcomes]
    return Counts(
        done=verdicts.count(Verdict.DONE),
        skipped=verdicts.count(Verdict.SKIPPED),
        failed=verdicts.count(Verdict.FAILED),
    )


class Step(Entity):
    """What one step came to, and where the next goes on: `cursor` None is the end.

    `outcomes` go into the report as they are; a kind with many entries a step may leave out those that went well and
    count them all the same. `total`, `details` and `report` are told when they become known; `events` are announced
    together with the step.
    """

    cursor: dict[str, Any] | None
    outcomes: tuple[Outcome, ...] = ()
    counts: Counts = NOTHING
    total: int | None = None
    details: dict[str, Any] | None = None
    report: str | None = None
    events: tuple[Event, ...] = ()


EVERYTHING_DONE = Step(cursor=None)


class Job(Rewritten):
    """Work one member asked for. `details` are its kind's own; `v` counts writes, so that none is lost."""

    v: int = 1
    firm: FirmId
    id: JobId
    kind: str
    starter: MemberId
    starter_name: str
    provenance: Provenance
    state: JobState = JobState.QUEUED
    is_dry_run: bool = False
    details: dict[str, Any]
    cursor: dict[str, Any]
    step: int = 0
    total: int | None = None
    counts: Counts = NOTHING
    created_at: datetime
    started_at: datetime | None = None
    moved_at: datetime
    finished_at: datetime | None = None
    cancelled_by: MemberId | None = None
    cancelled_by_name: str | None = None
    code: str | None = None
    report: str | None = None
    revivals: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_cancelling(self) -> bool:
        """Whether somebody asked to stop it and the worker has yet to come by."""
        return self.is_open and self.cancelled_by is not None

    @property
    def timer(self) -> datetime | None:
        """When the schedule has to look whether it stands still."""
        return self.moved_at + STILL_FOR if self.is_open else None

    @property
    def actor(self) -> Actor:
        """Who is named for what the job does: whose hand started it."""
        return Actor(ActorKind.MEMBER, self.starter, self.starter_name)

    @property
    def caller(self) -> Caller:
        """Who asked for it, for use cases that let a caller in; it holds whenever they signed in or out since."""
        return Caller(Identity(ActorKind.MEMBER, self.firm, self.starter, _ALWAYS), self.provenance)

    @property
    def ender(self) -> Actor:
        """Who is named for its end."""
        if self.cancelled_by is None or self.cancelled_by_name is None:
            return self.actor
        return Actor(ActorKind.MEMBER, self.cancelled_by, self.cancelled_by_name)

    def advanced(self, step: Step, now: datetime) -> Self:
        """Go on by one step; the last ends it."""
        is_last = step.cursor is None
        return self._next(
            now,
            state=JobState.FINISHED if is_last else JobState.RUNNING,
            finished_at=now if is_last else None,
            started_at=self.started_at or now,
            step=self.step + 1,
            cursor=step.cursor or self.cursor,
            details={**self.details, **(step.details or {})},
            counts=self.counts.plus(step.counts),
            total=self.total if step.total is None else step.total,
            report=step.report or self.report,
            revivals=0,
        )

    def failed(self, code: str, now: datetime) -> Self:
        """End it for a reason that concerns all of it; what was done stays done and reported."""
        return self._next(now, state=JobState.FAILED, code=code, finished_at=now)

    def stopped(self, now: datetime) -> Self:
        """End it because somebody asked to."""
        return self._next(now, state=JobState.CANCELLED, finished_at=now)

    def asked_to_stop(self, by: MemberId, name: str) -> Self:
        return self.model_copy(update={"cancelled_by": by, "cancelled_by_name": name})

    def revived(self, now: datetime) -> Self:
        return self._next(now, revivals=self.revivals + 1)

    def _next(self, now: datetime, **changes: object) -> Self:
        return self.model_copy(update={**changes, "moved_at": now})
