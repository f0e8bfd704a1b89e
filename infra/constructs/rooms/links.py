"""The room links."""

from constructs import Construct

from infra import grants
from infra.constructs.core import Core
from infra.constructs.rooms.room import SENDERS, Room

# Where the lists that jobs work off stand in the bucket of files.
_JOBS = "jobs"


class Links(Room):
    """What may be opened without entering."""

    def __init__(self, scope: Construct, core: Core) -> None:
        super().__init__(scope, "links", core)
        portal, tokens = core.tables.portal, grants.make_tokens(core.keys.tokens)
        jobs = self._job_queue()
        self._http(
            grants.on_items(portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "ConditionCheckItem"),
            grants.query(portal),
            grants.query(portal, "g1", "g2", "g3"),
            tokens,
        )
        self._consumer(
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal),
            grants.query(portal, "g1", "g2"),
            tokens,
            grants.send_to(jobs),
            self._mail(),
            at_once=SENDERS,
        )
        self._jobs(
            jobs,
            grants.on_items(portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem"),
            grants.query(portal, "g1", "g2"),
            grants.send_to(jobs),
        )
        self._objects("jobs", _JOBS, "GetObject", "PutObject")
        self._schedule(
            "rate(1 minute)",
            grants.query(portal),
            grants.query(portal, "g1", "g4"),
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.send_to(jobs),
        )
