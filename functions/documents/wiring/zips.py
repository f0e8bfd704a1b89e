"""Several documents in one file."""

from functions.documents.repository.sharing import SharingRepository
from functions.documents.repository.zips import ZipRepository
from functions.documents.service.shared_zips import SharedZipService
from functions.documents.service.zips import ZipService
from functions.documents.wiring import ground, store
from shared.limits import Limiter


def zips() -> ZipService:
    return ZipService(ZipRepository(ground.table()), ground.directory(), store.files(), ground.clock())


def shared_zips() -> SharedZipService:
    table, clock = ground.table(), ground.clock()
    return SharedZipService(
        ZipRepository(table),
        SharingRepository(table),
        ground.link_gate(),
        store.files(),
        Limiter(table, clock),
        clock,
    )
