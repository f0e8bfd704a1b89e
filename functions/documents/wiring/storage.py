"""What becomes of what was stored."""

from functools import cache

from functions.documents.repository.filing import FilingRepository
from functions.documents.repository.uploads import UploadRepository
from functions.documents.repository.withdrawing import WithdrawingRepository
from functions.documents.service.filing import FilingService
from functions.documents.service.storing import StoringService
from functions.documents.service.withdrawing import WithdrawingService
from functions.documents.wiring import store
from shared import wiring
from shared.wiring import ground


@cache
def storing() -> StoringService:
    uploads, objects, clock = UploadRepository(ground.table()), store.objects(), ground.clock()
    filing = FilingService(FilingRepository(ground.table()), uploads, objects, clock)
    withdrawing = WithdrawingService(WithdrawingRepository(ground.table()), uploads, clock)
    return StoringService(uploads, filing, withdrawing, objects, clock, wiring.unmoved_clock())
