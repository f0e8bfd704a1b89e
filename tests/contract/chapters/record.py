"""Olivia has the record of her firm verified, and written out."""

from typing import TYPE_CHECKING, cast

from functions.activity.model.entries import Question
from functions.activity.model.jobs import EXPORT, VERIFICATION
from functions.activity.repository.chain import ChainRepository
from functions.activity.repository.entries import WalkRepository
from functions.activity.repository.exports import ExportRepository
from functions.activity.repository.verification import AnnouncedRepository, RecordRepository
from functions.activity.service.export_run import ExportRun
from functions.activity.service.exporting import ExportService
from functions.activity.service.recording import Recorder
from functions.activity.service.verification_run import VerificationRun
from functions.activity.service.verifying import VerificationService
from shared.directory import Directory
from shared.domain.events import registry
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
    from shared.table.table import Table
    from tests.contract.telling import Story


class _NoAnchors:
    """Before the first midnight there are none."""

    def of(self, _: object) -> tuple[()]:
        return ()


def _tell(story: "Story") -> None:
    records, clock, line, s3 = story.office.records, story.office.clock, Waiting(), Signing()
    table = cast("Table", records)
    objects, store, directory = Objects(lambda: s3, "bucket"), JobStore(records), Directory(records)
    announced = AnnouncedRepository(table)
    verification = VerificationRun(RecordRepository(table), announced, _NoAnchors(), objects)
    kinds: dict[str, Kind] = {VERIFICATION: verification, EXPORT: ExportRun(WalkRepository(table), objects)}
    worker = Worker(store, JobQueue(lambda: line, "https://queue.example.com"), kinds, directory, clock)
    desk = Desk(store, objects, directory, clock)

    def work_off(job: Job) -> None:
        line.bodies.append(Nudge(job.firm, job.id, 0).spelled())
        while line.bodies:
            story.office.wait(seconds=1)
            worker.work(line.take())

    told = sorted((registry.read(each) for each in announced.between(story.firm, "0", "Z")), key=lambda each: each.id)
    Recorder(ChainRepository(table), salt=lambda: "c2FsdA").record(story.firm, told)
    verified = VerificationService(desk, directory).start(story.olivia, None)
    story.pause("verifying")
    work_off(verified)
    story.pause("verified")
    exports = ExportService(desk, ExportRepository(table), Files(lambda: s3, "bucket", clock), directory, clock)
    export = exports.start(story.olivia, None, Question(), form="csv")
    work_off(export)
    exports.download(story.olivia, export.id, None)


CHAPTERS = (Chapter("record", "team", _tell),)
