"""Links for the team."""

from functools import cache

from functions.links.repository.links import LinkRepository
from functions.links.service.acts import ActService
from functions.links.service.making import MakingService
from functions.links.service.reading import ReadingService
from functions.links.service.revoking import RevokingService
from functions.links.wiring import ground
from shared.env import Env
from shared.jobs.store import JobStore


class OriginEnv(Env):
    """Where the pages are."""

    portal_origin: str


@cache
def _origin() -> str:
    return OriginEnv.read().portal_origin


@cache
def making() -> MakingService:
    return MakingService(LinkRepository(ground.table()), ground.directory(), ground.tokens(), ground.clock())


@cache
def reading() -> ReadingService:
    return ReadingService(LinkRepository(ground.table()), ground.directory(), ground.clock())


@cache
def acts() -> ActService:
    links = LinkRepository(ground.table())
    return ActService(links, ground.directory(), ground.tokens(), _origin(), ground.clock())


@cache
def revoking() -> RevokingService:
    return RevokingService(JobStore(ground.table()), ground.directory(), ground.clock())
