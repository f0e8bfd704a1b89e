"""Exports are started and fetched; the file is written by a job."""

from typing import Protocol

from shared.directory import Directory, Scene
from shared.domain.errors import NotFoundError
from shared.domain.ids import JobId
from shared.domain.principals import Caller, Right
from shared.jobs.desk import Desk, Errand
from shared.jobs.model import Job, JobState
from shared.table.idempotency import Once

KIND = "export"
ACCOUNTS, CONTACTS, PEOPLE = "accounts", "contacts", "people"


class Downloads(Protocol):
    """Where addresses to fetch from come from."""

    def download(self, key: str, version: str | None, name: str) -> str: ...


class ExportService:
    """Gives the firm's clients out, to whoever may see all of them."""

    def __init__(self, desk: Desk, downloads: Downloads, directory: Directory) -> None:
        self._desk = desk
        self._downloads = downloads
        self._directory = directory

    def start(self, caller: Caller, once: Once | None, *, kind: str, form: str) -> Job:
        """Have a file written. Asks to manage and see all accounts, and to manage contacts where they are named."""
        scene = self._directory.gate(caller.identity)
        demand_export(scene, kind)
        return self._desk.start(scene, caller, once, Errand(KIND, {"kind": kind, "format": form}))

    def get(self, caller: Caller, export: JobId) -> tuple[Job, str | None]:
        """Give an export, and once it is finished where to fetch it for five minutes.

        NotAllowedError for whoever lost the rights it asks since it was started.
        """
        scene, job = self._desk.enter(caller, export)
        if job.kind != KIND:
            raise NotFoundError
        demand_export(scene, job.details["kind"])
        if job.state is not JobState.FINISHED or job.report is None:
            return job, None
        day = job.created_at.date().isoformat()
        name = f"{job.details['kind']}-{day}.{job.details['format']}"
        return job, self._downloads.download(job.report, None, name)


def demand_export(scene: Scene, kind: str) -> None:
    """Pass over who may export this; NotAllowedError for everybody else."""
    scene.demand(Right.MANAGE_ACCOUNTS)
    scene.demand(Right.VIEW_ALL_ACCOUNTS)
    if kind != ACCOUNTS:
        scene.demand(Right.MANAGE_CONTACTS)
