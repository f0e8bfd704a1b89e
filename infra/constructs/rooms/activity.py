"""The room activity."""

from aws_cdk import Duration
from constructs import Construct

from infra import grants
from infra.constructs.core import Core
from infra.constructs.rooms.room import Room


class Activity(Room):
    """What happened. What was recorded can be neither changed nor removed: nobody is granted that."""

    def __init__(self, scope: Construct, core: Core) -> None:
        super().__init__(scope, "activity", core)
        activity = core.tables.activity
        self._http(
            grants.on_items(core.tables.portal, "BatchGetItem"),
            grants.query(activity),
            grants.query(activity, "g1", "g2"),
            grants.make_tokens(core.keys.tokens),
        )
        self._consumer(
            grants.on_items(activity, "GetItem", "PutItem"),
            batch=100,
            window=Duration.seconds(2),
            at_once=2,
        )
