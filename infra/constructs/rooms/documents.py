"""The room documents."""

from constructs import Construct

from infra import grants
from infra.constructs.core import Core
from infra.constructs.rooms.room import Room


# Where the bytes of what was filed lie.
_FILED = "files"


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
        self._consumer(
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal),
            grants.query(portal, "g2"),
            grants.list_versions(core.files.bucket),
        )
        self._objects("http", _FILED, "GetObject", "GetObjectVersion")
        self._objects("consumer", _FILED, "DeleteObject", "DeleteObjectVersion")
