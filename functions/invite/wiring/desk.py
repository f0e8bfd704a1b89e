"""Jobs, as routes see them."""

from functools import cache

from functions.invite.repository.exports import ExportRepository
from functions.invite.repository.imports import ImportRepository
from functions.invite.service.bulk.starting import BulkService
from functions.invite.service.exporting import ExportService
from functions.invite.service.importing import ImportService
from functions.invite.wiring.pools import PoolsEnv
from shared.jobs.desk import Desk
from shared.jobs.store import JobStore
from shared.wiring import ground
from shared.wiring.files import files
from shared.wiring.jobs import objects


class HttpEnv(PoolsEnv):
    """What the routes at the desk read of the environment."""

    files_bucket: str


@cache
def _http_env() -> HttpEnv:
    return HttpEnv.read()


@cache
def desk() -> Desk:
    lists = objects(_http_env().files_bucket)
    return Desk(JobStore(ground.table()), lists, ground.directory(), ground.clock())


@cache
def bulk() -> BulkService:
    return BulkService(desk(), ground.directory())


@cache
def imports() -> ImportService:
    sheets = files(_http_env().files_bucket, ground.clock())
    return ImportService(ImportRepository(ground.table()), sheets, ground.directory(), ground.clock())


@cache
def exports() -> ExportService:
    written = files(_http_env().files_bucket, ground.clock())
    return ExportService(desk(), ExportRepository(ground.table()), written, ground.directory(), ground.clock())
