"""Links for the team."""

from functools import cache

from functions.links.repository.links import LinkRepository
from functions.links.service.acts import ActService
from functions.links.service.making import MakingService
from functions.links.service.reading import ReadingService
from functions.links.service.revoking import RevokingService
from shared.env import TableEnv
from shared.jobs.store import JobStore
from shared.wiring import ground


class LinksEnv(TableEnv):
    """What the room's routes read of the environment; links lead to pages."""

    portal_origin: str


@cache
def _origin() -> str:
    return LinksEnv.read().portal_origin


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
