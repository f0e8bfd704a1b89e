"""What puts documents together."""

from functools import cache

from functions.documents.repository.zips import ZipRepository
from functions.documents.service.zipping import ZippingService
from functions.documents.wiring import store
from shared.wiring import ground


@cache
def zipping() -> ZippingService:
    return ZippingService(ZipRepository(ground.table()), store.objects())
