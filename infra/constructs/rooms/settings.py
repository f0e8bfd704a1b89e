"""The room settings."""

from constructs import Construct

from infra import grants
from infra.constructs.core import Core
from infra.constructs.rooms.room import Room


class Settings(Room):
    """How the portal behaves."""

    def __init__(self, scope: Construct, core: Core) -> None:
        super().__init__(scope, "settings", core)
        portal = core.tables.portal
        self._http(
            grants.on_items(portal, "BatchGetItem", "PutItem"),
            grants.query(portal),
            grants.make_tokens(core.keys.tokens),
        )
