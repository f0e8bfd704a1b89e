"""Which concrete thing stands behind the room's services."""

from functools import cache

from functions.activity.repository import ChainRepository, EntryRepository
from functions.activity.service import ActivityService, Recorder
from shared import wiring
from shared.env import Env, TableEnv
from shared.table.cursors import Cursors


class HttpEnv(TableEnv):
    """What the routes read of the environment."""

    activity_table: str


class ConsumerEnv(Env):
    """What the consumer reads of the environment."""

    activity_table: str


@cache
def recorder() -> Recorder:
    return Recorder(ChainRepository(wiring.table(ConsumerEnv.read().activity_table)))


@cache
def activity() -> ActivityService:
    env = HttpEnv.read()
    cursors = Cursors(cache(lambda: wiring.token_key(env.token_key_id).derived("cursors")))
    return ActivityService(
        EntryRepository(wiring.table(env.activity_table), cursors),
        wiring.directory(env),
        wiring.clock(env.clock_offset_parameter),
    )
