"""Jobs, as routes see them."""

from functools import cache

from functions.invite.repository.imports import ImportRepository
from functions.invite.service.bulk.starting import BulkService
from functions.invite.service.exporting import ExportService
from functions.invite.service.importing import ImportService
from functions.invite.wiring import ground
from functions.invite.wiring.pools import _http_env
from shared import wiring
from shared.jobs import Desk, JobStore


@cache
def desk() -> Desk:
    objects = wiring.objects(_http_env().files_bucket)
    return Desk(JobStore(ground.table()), objects, ground.directory(), ground.clock())


@cache
def bulk() -> BulkService:
    return BulkService(desk(), ground.directory())


@cache
def imports() -> ImportService:
    files = wiring.files(_http_env().files_bucket)
    return ImportService(ImportRepository(ground.table()), files, ground.directory(), ground.clock())


@cache
def exports() -> ExportService:
    return ExportService(desk(), wiring.files(_http_env().files_bucket), ground.directory())
