"""Imports are announced, checked and run; the work itself is done by jobs."""

from dataclasses import dataclass
from typing import Protocol

from functions.invite import keys
from functions.invite.model.imports import CHECK, CONTENT_TYPE, RUN, Import, ImportState
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.imports import ImportPrepared
from shared.domain.ids import FirmId, ImportId, JobId, bare, new
from shared.domain.principals import Caller, Member, Right
from shared.files import Upload
from shared.jobs.desk import Errand, drafted
from shared.jobs.events import started
from shared.jobs.model import Job
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key

RIGHTS = (Right.MANAGE_ACCOUNTS, Right.MANAGE_CONTACTS, Right.VIEW_ALL_ACCOUNTS)


class Imports(Protocol):
    """What this service asks of storage."""

    def add(self, new: Import, announcement: Announcement, once: Once | None) -> None: ...
    def get(self, firm: FirmId, of: ImportId) -> Import: ...
    def jobs(self, of: Import) -> tuple[Job | None, Job | None]: ...
    def begin(self, changed: Import, seen: int, job: Job, announcement: Announcement, once: Once | None) -> None: ...


class Uploads(Protocol):
    """Where addresses to upload to come from."""

    def upload(self, key: str, content_type: str, size: int) -> Upload: ...


@dataclass(frozen=True)
class Progress:
    """An import with its jobs, and how far it has come."""

    of: Import
    state: ImportState
    check: Job | None = None
    run: Job | None = None


class ImportService:
    """Takes over what another program held. All of it asks to manage accounts and contacts, and to see all accounts.

    What an import would do touches whatever client is named in it, so whoever may not see some of them may not import.
    """

    def __init__(self, imports: Imports, uploads: Uploads, directory: Directory, clock: Clock) -> None:
        self._imports = imports
        self._uploads = uploads
        self._directory = directory
        self._clock = clock

    def prepare(self, caller: Caller, once: Once | None, *, name: str, size: int, sha256: str) -> tuple[Import, Upload]:
        """Announce a file; it may be uploaded for five minutes, under this name, of exactly this size."""
        scene = self._directory.gate(caller.identity)
        member = demand_import(scene)
        now = self._clock()
        announced = Import(
            firm=scene.firm,
            id=ImportId(new("imp", now)),
            name=name,
            size=size,
            sha256=sha256,
            member=member.id,
            member_name=member.name,
            created_at=now,
        )
        event = ImportPrepared(
            firm=scene.firm,
            object=ObjectRef(kind="import", id=announced.id),
            size=size,
            sha256=sha256,
            file_name=name,
        )
        try:
            self._imports.add(announced, Announcement.of(now, member.actor, caller.provenance, event), once)
        except ReplayError as done:
            announced = self._imports.get(scene.firm, ImportId(done.made[0]))
        return announced, self._uploads.upload(upload_key(announced), CONTENT_TYPE, announced.size)

    def get(self, caller: Caller, of: ImportId) -> Progress:
        _, standing = self._enter(caller, of, None)
        check, run = self._imports.jobs(standing)
        return Progress(standing, standing.state(check, run), check, run)

    def check(self, caller: Caller, of: ImportId, once: Once | None) -> Job:
        """Have the uploaded file checked, row by row against itself and against what stands; nothing is written."""
        scene, standing = self._enter(caller, of, once)
        try:
            recall(scene.items, scene.firm, once, self._clock())
            check, run = self._imports.jobs(standing)
            errand = Errand(CHECK, {"import": of, "file": upload_key(standing), **_promised(standing)})
            job = drafted(scene, caller, errand, self._clock())
            return self._begin(scene, caller, standing, standing.checking(job, check, run), job, once)
        except ReplayError as done:
            return self._again(standing, done)

    def run(
        self, caller: Caller, of: ImportId, once: Once | None, *, skip_bad: bool, invite: bool, message: str | None
    ) -> Job:
        """Have the rows of a checked file taken in; with `invite`, those whose login it ticks are then invited.

        What is taken in are the rows that were checked, whatever was uploaded since.
        """
        scene, standing = self._enter(caller, of, once)
        try:
            recall(scene.items, scene.firm, once, self._clock())
            check, run = self._imports.jobs(standing)
            rows = check.details.get("rows") if check else None
            errand = Errand(RUN, {"import": of, "invite": invite, "message": message}, {"rows": rows, "at": 0})
            job = drafted(scene, caller, errand, self._clock())
            changed = standing.running(job, check, run, skip_bad=skip_bad)
            job = job.model_copy(update={"total": check.total if check else None})
            return self._begin(scene, caller, standing, changed, job, once)
        except ReplayError as done:
            return self._again(standing, done)

    def _enter(self, caller: Caller, of: ImportId, once: Once | None) -> tuple[Scene, Import]:
        firm = caller.identity.firm
        place = keys.sheet_import(firm, of)
        remembered = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, also=[place, *remembered])
        demand_import(scene)
        if place not in scene.items:
            raise NotFoundError
        return scene, Import.model_validate(scene.items[place])

    def _begin(self, scene: Scene, caller: Caller, seen: Import, changed: Import, job: Job, once: Once | None) -> Job:
        announcement = Announcement.of(job.created_at, scene.member.actor, caller.provenance, started(job))
        self._imports.begin(changed, seen.v, job, announcement, once)
        return job

    def _again(self, seen: Import, done: ReplayError) -> Job:
        """Give the job that the first of these calls started."""
        job, _ = self._imports.jobs(seen.model_copy(update={"check_job": JobId(done.made[0]), "run_job": None}))
        if job is None:
            raise NotFoundError
        return job


def demand_import(scene: Scene) -> Member:
    """Give the member back if they may import; NotAllowedError else."""
    for right in RIGHTS:
        scene.demand(right)
    return scene.member


def upload_key(of: Import) -> str:
    return f"imports/{bare(of.firm)}/{bare(of.id)}"


def _promised(of: Import) -> dict[str, object]:
    return {"size": of.size, "sha256": of.sha256}
