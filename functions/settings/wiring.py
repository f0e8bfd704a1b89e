"""Which concrete thing stands behind the room's services."""

from functools import cache

from functions.settings.repository import PolicyRepository
from functions.settings.service import SettingsService
from shared import wiring
from shared.env import TableEnv
from shared.published.recognition import RECOGNITION, Recogniser, Recognition


class HttpEnv(TableEnv):
    """What the routes read of the environment."""

    recogniser: Recogniser


@cache
def settings() -> SettingsService:
    env = HttpEnv.read()
    return SettingsService(
        PolicyRepository(wiring.table(env.portal_table, env.token_key_id)),
        wiring.directory(env),
        wiring.clock(env.clock_offset_parameter),
    )


@cache
def recognition() -> Recognition:
    """Tell what is recognised on this stage."""
    return RECOGNITION[HttpEnv.read().recogniser]
