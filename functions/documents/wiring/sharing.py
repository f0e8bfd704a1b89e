"""Documents behind links."""

from functools import cache

from functions.documents.repository.sharing import SharingRepository
from functions.documents.service.sharing import SharingService
from functions.documents.wiring import ground, store
from shared.limits import Limiter


@cache
def sharing() -> SharingService:
    table, clock = ground.table(), ground.clock()
    return SharingService(SharingRepository(table), ground.link_gate(), store.files(), Limiter(table, clock), clock)
