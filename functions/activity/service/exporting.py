"""Exports of the record are started and fetched, and both are recorded; the file is written by a job."""

from contextlib import suppress
from typing import Protocol

from functions.activity.model.entries import Question
from functions.activity.model.jobs import EXPORT
from functions.activity.service.asking import demand_all, span
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.activity import ActivityExportDownloaded
from shared.domain.ids import FirmId, JobId
from shared.domain.principals import Caller
from shared.files import Download
from shared.jobs.desk import Desk, Errand
from shared.jobs.model import Job, JobState
from shared.table.idempotency import Once, ReplayError


class Exports(Protocol):
    """What this service asks of storage."""

    def tell(self, firm: FirmId, export: JobId, announcement: Announcement, once: Once | None) -> None: ...


class Downloads(Protocol):
    """Where addresses to fetch from come from."""

    def download(self, key: str, version: str | None, name: str) -> Download: ...


class ExportService:
    """Gives the record out, to owner and admins, as all of it is."""

    def __init__(self, desk: Desk, exports: Exports, downloads: Downloads, directory: Directory, clock: Clock) -> None:
        self._desk = desk
        self._exports = exports
        self._downloads = downloads
        self._directory = directory
        self._clock = clock

    def start(self, caller: Caller, once: Once | None, question: Question, *, form: str) -> Job:
        """Have a file written of what the feed would list; NotFoundError when the account asked for is not theirs."""
        scene = demand_all(self._directory, caller.identity, question)
        newest, oldest = span(scene, question, self._clock())
        asked = question.model_dump(mode="json", exclude_none=True)
        details = {"format": form, "question": asked, "oldest": oldest}
        return self._desk.start(scene, caller, once, Errand(EXPORT, details, {"month": newest}))

    def get(self, caller: Caller, export: JobId) -> Job:
        return self._enter(caller, export)[1]

    def download(self, caller: Caller, export: JobId, once: Once | None) -> str:
        """Give the address that fetches a finished export for five minutes, and announce who took it.

        WrongStateError before it is finished, and when it ended without a file.
        """
        scene, job = self._enter(caller, export)
        if job.state is not JobState.FINISHED or job.report is None:
            raise WrongStateError("The export has no file to fetch.")
        form = job.details["format"]
        event = ActivityExportDownloaded(
            firm=scene.firm, object=ObjectRef(kind="job", id=job.id), format=form, count=job.counts.done
        )
        told = Announcement.of(self._clock(), scene.member.actor, caller.provenance, event)
        with suppress(ReplayError):
            self._exports.tell(scene.firm, job.id, told, once)
        day = job.created_at.date().isoformat()
        return self._downloads.download(job.report, None, f"activity-{day}.{form}").url

    def _enter(self, caller: Caller, export: JobId) -> tuple[Scene, Job]:
        """Let owner and admins pass; NotFoundError for a job of another kind."""
        scene, job = self._desk.enter(caller, export)
        if job.kind != EXPORT:
            raise NotFoundError
        scene.demand_admin()
        return scene, job
