"""Exports are started and fetched, and both are announced; the file is written by a job."""

from contextlib import suppress
from typing import Protocol

from functions.invite.model.kinds import EXPORT
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.imports import ExportDownloaded
from shared.domain.ids import FirmId, JobId
from shared.domain.principals import Caller, Right
from shared.files import Download
from shared.jobs.desk import Desk, Errand
from shared.jobs.model import Job, JobState
from shared.table.idempotency import Once, ReplayError

ACCOUNTS, CONTACTS, PEOPLE = "accounts", "contacts", "people"


class Exports(Protocol):
    """What this service asks of storage."""

    def tell(self, firm: FirmId, export: JobId, announcement: Announcement, once: Once | None) -> None: ...


class Downloads(Protocol):
    """Where addresses to fetch from come from."""

    def download(self, key: str, version: str | None, name: str) -> Download: ...


class ExportService:
    """Gives the firm's clients out, to whoever may see all of them."""

    def __init__(self, desk: Desk, exports: Exports, downloads: Downloads, directory: Directory, clock: Clock) -> None:
        self._desk = desk
        self._exports = exports
        self._downloads = downloads
        self._directory = directory
        self._clock = clock

    def start(self, caller: Caller, once: Once | None, *, kind: str, form: str) -> Job:
        """Have a file written. Asks to manage and see all accounts, and to manage contacts where they are named."""
        scene = self._directory.gate(caller.identity)
        demand_export(scene, kind)
        return self._desk.start(scene, caller, once, Errand(EXPORT, {"kind": kind, "format": form}))

    def get(self, caller: Caller, export: JobId) -> Job:
        """Give an export; NotAllowedError for whoever lost the rights it asks since it was started."""
        return self._enter(caller, export)[1]

    def download(self, caller: Caller, export: JobId, once: Once | None) -> str:
        """Give the address that fetches a finished export for five minutes, and announce who took it.

        WrongStateError before it is finished, and when it ended without a file.
        """
        scene, job = self._enter(caller, export)
        if not has_file(job) or job.report is None:
            raise WrongStateError("The export has no file to fetch.")
        kind, form = job.details["kind"], job.details["format"]
        event = ExportDownloaded(
            firm=scene.firm,
            object=ObjectRef(kind="job", id=job.id),
            kind=kind,
            format=form,
            count=job.counts.done,
        )
        told = Announcement.of(self._clock(), scene.member.actor, caller.provenance, event)
        with suppress(ReplayError):
            self._exports.tell(scene.firm, job.id, told, once)
        day = job.created_at.date().isoformat()
        return self._downloads.download(job.report, None, f"{kind}-{day}.{form}").url

    def _enter(self, caller: Caller, export: JobId) -> tuple[Scene, Job]:
        scene, job = self._desk.enter(caller, export)
        if job.kind != EXPORT:
            raise NotFoundError
        demand_export(scene, job.details["kind"])
        return scene, job


def has_file(export: Job) -> bool:
    """Tell whether there is a file to fetch."""
    return export.state is JobState.FINISHED and export.report is not None


def demand_export(scene: Scene, kind: str) -> None:
    """Pass over who may export this; NotAllowedError for everybody else."""
    scene.demand(Right.MANAGE_ACCOUNTS)
    scene.demand(Right.VIEW_ALL_ACCOUNTS)
    if kind != ACCOUNTS:
        scene.demand(Right.MANAGE_CONTACTS)
