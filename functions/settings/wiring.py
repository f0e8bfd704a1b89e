"""Which concrete thing stands behind the room's services."""

from functools import cache

from functions.settings.repository import PolicyRepository
from functions.settings.service import SettingsService
from shared.env import TableEnv
from shared.published.recognition import RECOGNITION, Recogniser, Recognition
from shared.wiring import ground


class HttpEnv(TableEnv):
    """What the routes read of the environment."""

    recogniser: Recogniser


@cache
def settings() -> SettingsService:
    return SettingsService(PolicyRepository(ground.table()), ground.directory(), ground.clock())


@cache
def recognition() -> Recognition:
    """Tell what is recognised on this stage."""
    return RECOGNITION[HttpEnv.read().recogniser]
