"""The room links."""

from constructs import Construct

from infra import grants
from infra.constructs.core import Core
from infra.constructs.rooms.room import SENDERS, Room


class Links(Room):
    """What may be opened without entering."""

    def __init__(self, scope: Construct, core: Core) -> None:
        super().__init__(scope, "links", core)
        portal = core.tables.portal
        self._http(
            grants.on_items(portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "ConditionCheckItem"),
            grants.query(portal),
            grants.query(portal, "g1", "g2"),
            grants.make_tokens(core.keys.tokens),
        )
        self._consumer(
            grants.on_items(portal, "BatchGetItem", "PutItem", "UpdateItem", "ConditionCheckItem"),
            grants.make_tokens(core.keys.tokens),
            self._mail(),
            at_once=SENDERS,
        )
