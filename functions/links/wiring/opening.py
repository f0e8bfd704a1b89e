"""The door for whoever holds a link."""

from functools import cache

from functions.links.repository.openings import OpeningRepository
from functions.links.service.opening import OpeningService
from shared.capability.codes import Codes
from shared.limits import Limiter
from shared.wiring import ground
from shared.wiring.links import link_gate


@cache
def opening() -> OpeningService:
    table, clock = ground.table(), ground.clock()
    limiter = Limiter(table, clock)
    openings = OpeningRepository(table, limiter)
    return OpeningService(openings, link_gate(), Codes(ground.token_key()), limiter, clock)
