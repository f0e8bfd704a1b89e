"""What time brings."""

from functools import cache

from functions.links.model.revocations import KINDS
from functions.links.repository.erasing import ErasingRepository
from functions.links.repository.timers import TimerRepository
from functions.links.service.erasing import ErasingService
from functions.links.service.sweeping import SweepingService
from shared.env import TableEnv
from shared.jobs.revival import Revival
from shared.jobs.store import JobStore
from shared.wiring import ground
from shared.wiring.jobs import job_queue


class ScheduleEnv(TableEnv):
    """What the schedule reads of the environment."""

    jobs_queue_url: str


@cache
def _schedule_env() -> ScheduleEnv:
    return ScheduleEnv.read()


@cache
def sweeping() -> SweepingService:
    return SweepingService(TimerRepository(ground.table()), ground.clock())


@cache
def erasing() -> ErasingService:
    return ErasingService(ErasingRepository(ground.table()), ground.clock())


@cache
def revival() -> Revival:
    return Revival(JobStore(ground.table()), job_queue(_schedule_env().jobs_queue_url), KINDS, ground.clock())
