"""What stands behind erasing."""

from functools import cache

from functions.activity.repository.erasures import ErasureRepository
from functions.activity.service.erasing import Erasing
from shared import wiring
from shared.env import Env


class ErasureEnv(Env):
    """What erasing reads of the environment."""

    activity_table: str


@cache
def erasing() -> Erasing:
    return Erasing(ErasureRepository(wiring.table(ErasureEnv.read().activity_table)))
