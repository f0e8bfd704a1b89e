"""What time brings."""

from functools import cache

from functions.activity.model.jobs import KINDS
from functions.activity.repository.anchors import AnchorRepository
from functions.activity.repository.chain import HeadRepository
from functions.activity.service.anchoring import Anchoring
from shared import wiring
from shared.env import TableEnv
from shared.jobs.revival import Revival
from shared.jobs.store import JobStore
from shared.wiring import ground
from shared.wiring.jobs import job_queue
from shared.wiring.objects import objects


class ScheduleEnv(TableEnv):
    """What the schedule reads of the environment."""

    activity_table: str
    anchors_bucket: str
    jobs_queue_url: str


@cache
def _schedule_env() -> ScheduleEnv:
    return ScheduleEnv.read()


@cache
def anchoring() -> Anchoring:
    env = _schedule_env()
    anchors = AnchorRepository(objects(env.anchors_bucket), ground.clock())
    return Anchoring(HeadRepository(wiring.table(env.activity_table)), anchors, ground.clock())


@cache
def revival() -> Revival:
    return Revival(JobStore(ground.table()), job_queue(_schedule_env().jobs_queue_url), KINDS, ground.clock())
