"""The worker of jobs."""

from functools import cache

from functions.links.model.revocations import REVOCATION
from functions.links.repository.revocations import RevocationRepository
from functions.links.service.revoking import Revocations
from shared.env import TableEnv
from shared.jobs.store import JobStore
from shared.jobs.worker import Worker
from shared.wiring import ground
from shared.wiring import jobs as wiring


class WorkerEnv(TableEnv):
    """What the worker of jobs reads of the environment."""

    jobs_queue_url: str
    files_bucket: str


@cache
def _worker_env() -> WorkerEnv:
    return WorkerEnv.read()


@cache
def worker() -> Worker:
    table, env = ground.table(), _worker_env()
    revocations = Revocations(RevocationRepository(table), wiring.objects(env.files_bucket), ground.clock())
    queue = wiring.job_queue(env.jobs_queue_url)
    return Worker(JobStore(table), queue, {REVOCATION: revocations}, ground.directory(), ground.clock())
