"""What time brings."""

from functools import cache

from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.erasures import ErasureRepository
from functions.invite.service.erasing import ErasingService
from functions.invite.service.expiry import ExpiryService
from functions.invite.wiring import ground
from shared import wiring
from shared.env import TableEnv
from shared.jobs import JobStore, Revival


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
    return Revival(JobStore(ground.table()), wiring.job_queue(_schedule_env().jobs_queue_url), ground.clock())
