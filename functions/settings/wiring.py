"""Which concrete thing stands behind the room's services."""

from functools import cache

from functions.settings.repository import PolicyRepository
from functions.settings.service import SettingsService
from shared import wiring
from shared.env import TableEnv


class Env(TableEnv):
    """What this room reads of its environment."""


@cache
def env() -> Env:
    return Env.read()


@cache
def settings() -> SettingsService:
    read = env()
    return SettingsService(
        PolicyRepository(wiring.table(read.portal_table, read.token_key_id)),
        wiring.directory(read),
        wiring.clock(read.clock_offset_parameter),
    )
