"""The worker of jobs."""

from functools import cache

from functions.activity.model.jobs import EXPORT, VERIFICATION
from functions.activity.repository.anchors import AnchorRepository
from functions.activity.repository.entries import WalkRepository
from functions.activity.repository.verification import AnnouncedRepository, RecordRepository
from functions.activity.service.export_run import ExportRun
from functions.activity.service.verification_run import VerificationRun
from shared import wiring
from shared.env import TableEnv
from shared.jobs.store import JobStore
from shared.jobs.worker import Kind, Worker
from shared.wiring import ground
from shared.wiring.jobs import job_queue, objects
from shared.wiring.objects import objects as bucket


class WorkerEnv(TableEnv):
    """What the worker of jobs reads of the environment."""

    activity_table: str
    anchors_bucket: str
    files_bucket: str
    jobs_queue_url: str


@cache
def worker() -> Worker:
    env, table, clock = WorkerEnv.read(), ground.table(), ground.clock()
    recorded, parts = wiring.table(env.activity_table), objects(env.files_bucket)
    standing, announced = RecordRepository(recorded), AnnouncedRepository(table)
    anchors = AnchorRepository(bucket(env.anchors_bucket), clock)
    kinds: dict[str, Kind] = {
        EXPORT: ExportRun(WalkRepository(recorded), parts),
        VERIFICATION: VerificationRun(standing, announced, anchors, parts),
    }
    return Worker(JobStore(table), job_queue(env.jobs_queue_url), kinds, ground.directory(), clock)
