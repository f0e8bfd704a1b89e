"""The room invite."""

from constructs import Construct

from infra import grants
from infra.constructs.core import Core
from infra.constructs.rooms.room import SENDERS, Room

# Where what jobs work on and make stands in the bucket of files.
_JOBS = "jobs"
# Where sheets of clients are uploaded to.
_IMPORTS = "imports"


class Invite(Room):
    """Who may enter."""

    def __init__(self, scope: Construct, core: Core) -> None:
        super().__init__(scope, "invite", core)
        portal, tokens = core.tables.portal, grants.make_tokens(core.keys.tokens)
        pools = (core.identity.staff.pool, core.identity.clients.pool)
        jobs = self._job_queue()
        self._http(
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal),
            grants.query(portal, "g1", "g2"),
            tokens,
            grants.end_sessions(core.identity.staff.pool),
            grants.prefer_factors(core.identity.staff.pool),
        )
        self._doors(
            grants.on_items(portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem"),
            tokens,
            grants.sign_in(*pools),
            grants.make_users(*pools),
            grants.end_sessions(*pools),
            grants.prefer_factors(core.identity.staff.pool),
        )
        self._consumer(
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal),
            grants.query(portal, "g1"),
            tokens,
            grants.send_to(jobs),
            self._mail(),
            at_once=SENDERS,
        )
        self._jobs(
            jobs,
            grants.on_items(portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "ConditionCheckItem"),
            grants.query(portal),
            grants.query(portal, "g1", "g2"),
            grants.send_to(jobs),
            tokens,
        )
        self._objects("http", _JOBS, "GetObject", "PutObject")
        self._objects("http", _IMPORTS, "PutObject")
        self._objects("jobs", _JOBS, "GetObject", "PutObject")
        self._mailbox(grants.on_items(portal, "BatchGetItem", "PutItem"))
        self._objects("jobs", _IMPORTS, "GetObject")
        self._schedule(
            "rate(1 minute)",
            grants.query(portal, "g1", "g4"),
            grants.query(portal),
            grants.on_items(portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem"),
            grants.send_to(jobs),
        )
        self._operator(grants.on_items(portal, "GetItem", "PutItem"), tokens)
