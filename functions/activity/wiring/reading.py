"""What stands behind the routes that read."""

from functools import cache

from functions.activity.repository.entries import EntryRepository
from functions.activity.service.reading import ActivityService
from shared import wiring
from shared.env import TableEnv
from shared.table.cursors import Cursors
from shared.wiring import ground


class HttpEnv(TableEnv):
    """What the routes that read ask of the environment."""

    activity_table: str


@cache
def activity() -> ActivityService:
    env = HttpEnv.read()
    cursors = Cursors(cache(lambda: ground.token_key().derived("cursors")))
    entries = EntryRepository(wiring.table(env.activity_table), cursors)
    return ActivityService(entries, ground.directory(), ground.clock())
