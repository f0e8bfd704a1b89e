"""What goes for good, or goes elsewhere with its account."""

from functions.documents.repository.folders import FolderRepository
from functions.documents.repository.leaving import LeavingRepository
from functions.documents.repository.purging import PurgingRepository
from functions.documents.repository.remains import RemainsRepository
from functions.documents.service.following import FollowingService
from functions.documents.service.leaving import LeavingService
from functions.documents.service.purging import PurgingService
from functions.documents.service.remains import RemainsService
from functions.documents.wiring import store
from shared.wiring import ground


def purging() -> PurgingService:
    return PurgingService(PurgingRepository(ground.table()), store.objects(), ground.clock())


def following() -> FollowingService:
    return FollowingService(FolderRepository(ground.table()), ground.clock())


def leaving() -> LeavingService:
    table = ground.table()
    remains = RemainsService(RemainsRepository(table), store.objects())
    return LeavingService(LeavingRepository(table), FolderRepository(table), purging(), remains, ground.clock())
