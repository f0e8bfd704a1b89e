"""What stands behind the recorder."""

from functools import cache

from functions.activity.repository.chain import ChainRepository
from functions.activity.service.recording import Recorder
from shared import wiring
from shared.env import Env
from shared.jobs.queue import JobQueue
from shared.wiring.jobs import job_queue


class ConsumerEnv(Env):
    """What the consumer reads of the environment."""

    activity_table: str
    jobs_queue_url: str


@cache
def _env() -> ConsumerEnv:
    return ConsumerEnv.read()


@cache
def recorder() -> Recorder:
    return Recorder(ChainRepository(wiring.table(_env().activity_table)))


@cache
def jobs() -> JobQueue:
    return job_queue(_env().jobs_queue_url)
