"""The desk: where jobs are started, looked at and stopped."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, JobId, MemberId, new
from shared.domain.principals import Caller
from shared.jobs import keys, objects
from shared.jobs.events import cancelled, started
from shared.jobs.model import Job, Outcome
from shared.table.idempotency import Once, ReplayError
from shared.table.query import Page
from shared.table.retries import attempts


class Store(Protocol):
    """What the desk asks of storage."""

    def add(self, job: Job, announcement: Announcement, once: Once | None) -> None: ...
    def get(self, firm: FirmId, job: JobId) -> Job: ...
    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Job]: ...
    def list_of(self, firm: FirmId, member: MemberId, *, limit: int, cursor: str | None) -> Page[Job]: ...
    def report(self, firm: FirmId, job: JobId, *, cursor: str | None) -> Page[Outcome]: ...
    def save(self, job: Job, *, announcement: Announcement) -> Job: ...


class Lists(Protocol):
    """Where a job's list is kept."""

    def put_ids(self, key: str, ids: Sequence[str]) -> int: ...


@dataclass(frozen=True)
class Errand:
    """What a job is to do. `ids` is its list when it is known at the start: the cursor then has `list` and `count`."""

    kind: str
    details: dict[str, Any] = field(default_factory=dict)
    cursor: dict[str, Any] = field(default_factory=dict)
    ids: Sequence[str] | None = None
    is_dry_run: bool = False


class Desk:
    """Starting asks whatever right the kind asks; reading and stopping are for the starter, owner and admins."""

    def __init__(self, store: Store, lists: Lists, directory: Directory, clock: Clock) -> None:
        self._store = store
        self._lists = lists
        self._directory = directory
        self._clock = clock

    def start(self, scene: Scene, caller: Caller, once: Once | None, errand: Errand) -> Job:
        """Accept a job for whom the scene let in; LimitReachedError while too many of the firm's are open."""
        now = self._clock()
        job = drafted(scene, caller, errand, now)
        if errand.ids is not None:
            name = objects.key(scene.firm, job.id, "list")
            total = self._lists.put_ids(name, errand.ids)
            cursor = {**job.cursor, "list": name, "count": total}
            job = job.model_copy(update={"total": total, "cursor": cursor})
        try:
            self._store.add(job, Announcement.of(now, scene.member.actor, caller.provenance, started(job)), once)
        except ReplayError as done:
            return self._store.get(scene.firm, JobId(done.made[0]))
        return job

    def list(self, caller: Caller, *, limit: int, cursor: str | None) -> Page[Job]:
        """List jobs, newest first: the firm's for owner and admins, their own for everybody else."""
        member = self._directory.gate(caller.identity).member
        if member.is_admin:
            return self._store.list(member.firm, limit=limit, cursor=cursor)
        return self._store.list_of(member.firm, member.id, limit=limit, cursor=cursor)

    def get(self, caller: Caller, job: JobId) -> Job:
        """Give a job the member may look at; NotFoundError for everybody else's."""
        return self.enter(caller, job)[1]

    def report(self, caller: Caller, job: JobId, *, cursor: str | None) -> Page[Outcome]:
        """List what became of the entries so far, in the order they were done."""
        self.enter(caller, job)
        return self._store.report(caller.identity.firm, job, cursor=cursor)

    def cancel(self, caller: Caller, job: JobId) -> Job:
        """Ask a job to stop: the worker ends it before its next step. Asking again changes nothing.

        WrongStateError once it is over.
        """
        scene, standing = self.enter(caller, job)
        for _ in attempts():
            if not standing.is_open:
                raise WrongStateError("The job is over.")
            if standing.is_cancelling:
                return standing
            try:
                return self._stop(scene, caller, standing)
            except StaleVersionError:
                standing = self._store.get(scene.firm, job)  # a step was done meanwhile
        raise UnavailableError

    def _stop(self, scene: Scene, caller: Caller, standing: Job) -> Job:
        member = scene.member
        asked = standing.asked_to_stop(member.id, member.name)
        told = Announcement.of(self._clock(), member.actor, caller.provenance, cancelled(asked))
        return self._store.save(asked, announcement=told)

    def enter(self, caller: Caller, job: JobId) -> tuple[Scene, Job]:
        """Let a member pass to a job they may look at; NotFoundError for everybody else's."""
        place = keys.job(caller.identity.firm, job)
        scene = self._directory.gate(caller.identity, also=[place])
        if place not in scene.items:
            raise NotFoundError
        standing = Job.model_validate(scene.items[place])
        if standing.starter != scene.member.id and not scene.member.is_admin:
            raise NotFoundError
        return scene, standing


def drafted(scene: Scene, caller: Caller, errand: Errand, now: datetime) -> Job:
    """Make the job of an errand for whom the scene let in; nothing is written, and no list is kept."""
    return Job(
        firm=scene.firm,
        id=JobId(new("job", now)),
        kind=errand.kind,
        starter=scene.member.id,
        starter_name=scene.member.name,
        provenance=caller.provenance,
        is_dry_run=errand.is_dry_run,
        details=errand.details,
        cursor=errand.cursor,
        created_at=now,
        moved_at=now,
    )
