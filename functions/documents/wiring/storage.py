"""What becomes of what was stored."""

from functools import cache

from functions.documents.repository.filing import FilingRepository
from functions.documents.repository.uploads import UploadRepository
from functions.documents.service.filing import FilingService
from functions.documents.service.storing import StoringService
from functions.documents.wiring import store
from shared import wiring
from shared.wiring import ground


@cache
def storing() -> StoringService:
    uploads, objects, clock = UploadRepository(ground.table()), store.objects(), ground.clock()
    filing = FilingService(FilingRepository(ground.table()), uploads, objects, clock)
    return StoringService(uploads, filing, objects, clock, wiring.unmoved_clock())
