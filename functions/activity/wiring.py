"""Which concrete thing stands behind the room's services."""

from functools import cache

from functions.activity.repository import ChainRepository, EntryRepository
from functions.activity.service import ActivityService, Recorder
from shared import wiring
from shared.env import TableEnv
from shared.table.cursors import Cursors


class Env(TableEnv):
    """What this room reads of its environment."""

    activity_table: str


@cache
def env() -> Env:
    return Env.read()


@cache
def recorder() -> Recorder:
    return Recorder(ChainRepository(wiring.table(env().activity_table)))


@cache
def activity() -> ActivityService:
    read = env()
    cursors = Cursors(cache(lambda: wiring.token_key(read.token_key_id).derived("cursors")))
    return ActivityService(
        EntryRepository(wiring.table(read.activity_table), cursors),
        wiring.directory(read),
        wiring.clock(read.clock_offset_parameter),
    )
