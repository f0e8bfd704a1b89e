"""The room notifications."""

from constructs import Construct

from infra import grants
from infra.constructs.core import Core
from infra.constructs.rooms.room import SENDERS, Room


class Notifications(Room):
    """Who is told."""

    def __init__(self, scope: Construct, core: Core) -> None:
        super().__init__(scope, "notifications", core)
        portal = core.tables.portal
        self._http(
            grants.on_items(portal, "BatchGetItem", "UpdateItem"),
            grants.query(portal, "g1", "g2"),
            grants.make_tokens(core.keys.tokens),
        )
        self._consumer(
            grants.on_items(portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "ConditionCheckItem"),
            grants.query(portal),
            self._mail(),
            at_once=SENDERS,
        )
        self._schedule(
            "rate(1 minute)",
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal, "g4"),
            self._mail(),
        )
