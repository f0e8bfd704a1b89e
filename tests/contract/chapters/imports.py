"""Olivia takes her old program's clients over from a sheet, and writes them all out again."""

import hashlib
from typing import TYPE_CHECKING

from functions.invite.model.imports import CHECK, RUN
from functions.invite.model.kinds import EXPORT
from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.departures import DepartureRepository
from functions.invite.repository.exports import ExportRepository
from functions.invite.repository.imports import ImportRepository
from functions.invite.repository.intake import IntakeRepository
from functions.invite.service.export_run import ExportRun
from functions.invite.service.exporting import ExportService
from functions.invite.service.import_check import ImportCheck
from functions.invite.service.import_run import ImportRun
from functions.invite.service.importing import ImportService
from functions.invite.service.intake import Intake
from shared.directory import Directory
from shared.files import Files
from shared.jobs.desk import Desk
from shared.jobs.model import Job
from shared.jobs.objects import Objects
from shared.jobs.queue import JobQueue, Nudge
from shared.jobs.store import JobStore
from shared.jobs.worker import Kind, Worker
from tests.contract.chapters.chapter import Chapter
from tests.fakes.imports import Signing
from tests.fakes.jobs import Waiting

if TYPE_CHECKING:
    from tests.contract.telling import Story

_SHEET = b"Client ID,Account name,Contact name,Email,Login\r\nC-1,Poe & Partners,Edgar Poe,edgar@poe.example,yes\r\n"


def _tell(story: "Story") -> None:
    records, clock = story.office.records, story.office.clock
    s3, line = Signing(), Waiting()
    objects, store, directory = Objects(lambda: s3, "bucket"), JobStore(records), Directory(records)
    files, intake = Files(lambda: s3, "bucket", clock), Intake(IntakeRepository(records))
    persons, accounts, credentials = (
        AccessRepository(records),
        AccountRepository(records),
        CredentialRepository(records),
    )
    kinds: dict[str, Kind] = {
        CHECK: ImportCheck(objects, intake, directory, clock, clock),
        RUN: ImportRun(objects, intake, persons, accounts, credentials, story.office.tokens, directory, clock, clock),
        EXPORT: ExportRun(DepartureRepository(records), objects),
    }
    worker = Worker(store, JobQueue(lambda: line, "https://queue.example.com"), kinds, directory, clock)

    def work_off(job: Job) -> None:
        line.bodies.append(Nudge(job.firm, job.id, 0).spelled())
        while line.bodies:
            story.office.wait(seconds=1)
            worker.work(line.take())

    imports = ImportService(ImportRepository(records), files, directory, clock)
    of, upload = imports.prepare(
        story.olivia, None, name="clients.csv", size=len(_SHEET), sha256=hashlib.sha256(_SHEET).hexdigest()
    )
    story.pause("import_prepared")
    s3.objects[upload.fields["key"]] = _SHEET
    work_off(imports.check(story.olivia, of.id, None))
    story.pause("import_checked")
    work_off(imports.run(story.olivia, of.id, None, skip_bad=False, invite=True, message="Welcome to our portal."))
    story.pause("imported")
    exports = ExportService(Desk(store, objects, directory, clock), ExportRepository(records), files, directory, clock)
    export = exports.start(story.olivia, None, kind="people", form="csv")
    work_off(export)
    story.pause("exported")
    exports.download(story.olivia, export.id, None)
    story.pause("downloaded")


CHAPTERS = (Chapter("imports", "team", _tell),)
