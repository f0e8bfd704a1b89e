"""John is invited by a bulk job; another job is stopped before it began."""

from typing import TYPE_CHECKING

from functions.invite.model.bulk import INVITATIONS, InvitationAct
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.bulk import BulkRepository
from functions.invite.service.bulk.invitations import BulkInvitations
from functions.invite.service.bulk.starting import BulkService
from shared.directory import Directory
from shared.jobs.desk import Desk
from shared.jobs.model import Job
from shared.jobs.objects import Objects
from shared.jobs.queue import JobQueue, Nudge
from shared.jobs.store import JobStore
from shared.jobs.worker import Worker
from tests.contract.chapters.chapter import Chapter
from tests.fakes.jobs import FakeS3, Waiting

if TYPE_CHECKING:
    from tests.contract.telling import Story


def _tell(story: "Story") -> None:
    office, s3, line = story.office, FakeS3(), Waiting()
    objects, store, directory = Objects(lambda: s3, "bucket"), JobStore(office.records), Directory(office.records)
    desk = Desk(store, objects, directory, office.clock)
    invitations = BulkInvitations(
        office.access_storage,
        BulkRepository(office.records),
        AccountRepository(office.records),
        office.storage,
        objects,
        office.tokens,
        office.clock,
    )
    queue = JobQueue(lambda: line, "https://queue.example.com")
    worker = Worker(store, queue, {INVITATIONS: invitations}, directory, office.clock)

    def start() -> Job:
        return BulkService(desk, directory).invitations(
            story.olivia,
            None,
            persons=[story.john],
            act=InvitationAct.INVITE,
            message="Welcome to our portal.",
            is_dry_run=False,
        )

    stopped = start()
    story.pause("job_started")
    desk.cancel(story.olivia, stopped.id)
    job = start()
    story.office.wait(seconds=7)
    worker.work(Nudge(job.firm, job.id, 0))
    story.pause("job_finished")


CHAPTERS = (Chapter("jobs", "granted", _tell),)
