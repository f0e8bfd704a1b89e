"""What stands behind the recorder."""

from functools import cache

from functions.activity.repository.chain import ChainRepository
from functions.activity.service.recording import Recorder
from shared import wiring
from shared.env import Env


class ConsumerEnv(Env):
    """What the consumer reads of the environment."""

    activity_table: str


@cache
def recorder() -> Recorder:
    return Recorder(ChainRepository(wiring.table(ConsumerEnv.read().activity_table)))
