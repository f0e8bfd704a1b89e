"""The room documents."""

from constructs import Construct

from infra import grants
from infra.constructs.core import Core
from infra.constructs.rooms.room import Room


class Documents(Room):
    """What is kept."""

    def __init__(self, scope: Construct, core: Core) -> None:
        super().__init__(scope, "documents", core)
        portal = core.tables.portal
        self._http(
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal),
            grants.query(portal, "g1", "g2"),
            grants.make_tokens(core.keys.tokens),
        )
