"""Several documents in one file."""

from functions.documents.repository.sharing import SharingRepository
from functions.documents.repository.zips import ZipRepository
from functions.documents.service.shared_zips import SharedZipService
from functions.documents.service.zips import ZipService
from functions.documents.wiring import store
from shared.limits import Limiter
from shared.wiring import ground
from shared.wiring.links import link_gate


def zips() -> ZipService:
    return ZipService(ZipRepository(ground.table()), ground.directory(), store.files(), ground.clock())


def shared_zips() -> SharedZipService:
    table, clock = ground.table(), ground.clock()
    return SharedZipService(
        ZipRepository(table),
        SharingRepository(table),
        link_gate(),
        store.files(),
        Limiter(table, clock),
        clock,
    )
