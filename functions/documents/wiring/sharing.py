"""Documents behind links."""

from functools import cache

from functions.documents.repository.sharing import SharingRepository
from functions.documents.service.sharing import SharingService
from functions.documents.wiring import store
from shared.limits import Limiter
from shared.wiring import ground
from shared.wiring.links import link_gate


@cache
def sharing() -> SharingService:
    table, clock = ground.table(), ground.clock()
    return SharingService(SharingRepository(table), link_gate(), store.files(), Limiter(table, clock), clock)
