"""What time brings."""

from functools import cache

from functions.invite.model.kinds import KINDS
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.erasures import ErasureRepository
from functions.invite.service.erasing import ErasingService
from functions.invite.service.expiry import ExpiryService
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
def expiry() -> ExpiryService:
    return ExpiryService(CredentialRepository(ground.table()), ground.clock())


@cache
def erasing() -> ErasingService:
    return ErasingService(ErasureRepository(ground.table()), ground.clock())


@cache
def revival() -> Revival:
    return Revival(JobStore(ground.table()), job_queue(_schedule_env().jobs_queue_url), KINDS, ground.clock())
