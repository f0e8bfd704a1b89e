"""What stands behind the routes that start jobs and read them."""

from functools import cache

from functions.activity.repository.exports import ExportRepository
from functions.activity.service.exporting import ExportService
from functions.activity.service.verifying import VerificationService
from functions.activity.wiring.reading import HttpEnv
from shared.jobs.desk import Desk
from shared.jobs.store import JobStore
from shared.wiring import ground
from shared.wiring.files import files
from shared.wiring.jobs import objects


class DeskEnv(HttpEnv):
    """What the routes of jobs ask of the environment."""

    files_bucket: str


@cache
def _env() -> DeskEnv:
    return DeskEnv.read()


@cache
def desk() -> Desk:
    return Desk(JobStore(ground.table()), objects(_env().files_bucket), ground.directory(), ground.clock())


@cache
def exports() -> ExportService:
    written = files(_env().files_bucket, ground.clock())
    return ExportService(desk(), ExportRepository(ground.table()), written, ground.directory(), ground.clock())


@cache
def verifications() -> VerificationService:
    return VerificationService(desk(), ground.directory())
