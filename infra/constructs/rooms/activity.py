"""The room activity."""

from aws_cdk import Duration
from constructs import Construct

from infra import grants
from infra.constructs.acknowledge import acknowledge
from infra.constructs.core import Core
from infra.constructs.rooms.room import Room

# Where what jobs work on and make stands in the bucket of files.
_JOBS = "jobs"
# Some ten thousand entries of one account; what was not done by then is gone on with.
_ERASED_WITHIN = Duration.minutes(5)
_NAMED_BY_HEAD = "Anchors are named by what they hold; the bucket has nothing else, and nothing in it can be changed."


class Activity(Room):
    """What happened. What was recorded can be neither changed nor removed: nobody is granted that.

    Of an item that stands one function may put off when a head is anchored next, one may take personal details away; no
    other attribute may be changed.
    """

    def __init__(self, scope: Construct, core: Core) -> None:
        super().__init__(scope, "activity", core)
        portal, activity, anchors = core.tables.portal, core.tables.activity, core.anchors.bucket
        jobs = self._job_queue()
        self._http(
            grants.on_items(portal, "BatchGetItem", "PutItem", "UpdateItem", "GetItem"),
            grants.query(activity),
            grants.query(activity, "g1", "g2"),
            grants.make_tokens(core.keys.tokens),
        )
        self._objects("http", _JOBS, "GetObject")
        self._consumer(
            grants.on_items(activity, "GetItem", "PutItem"),
            grants.send_to(jobs),
            batch=100,
            window=Duration.seconds(2),
            at_once=2,
        )
        self._jobs(
            jobs,
            grants.on_items(portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem"),
            grants.query(portal),
            grants.on_items(activity, "GetItem"),
            grants.query(activity),
            grants.query(activity, "g1", "g2"),
            grants.list_versions(anchors),
            grants.send_to(jobs),
        )
        self._objects("jobs", _JOBS, "GetObject", "PutObject")
        self._reaction(
            "erasure",
            grants.query(activity, "g1"),
            grants.update_only(activity, "personal"),
            within=_ERASED_WITHIN,
            memory_mb=512,
            at_once=1,
        )
        self._schedule(
            "rate(1 minute)",
            grants.query(portal, "g4"),
            grants.on_items(portal, "GetItem", "PutItem", "UpdateItem"),
            grants.query(activity, "g4"),
            grants.on_items(activity, "GetItem"),
            grants.update_only(activity, "due_at", "g4sk"),
            grants.on_all_objects(anchors, "PutObject"),
            grants.send_to(jobs),
        )
        acknowledge(
            self.functions["schedule"].role,
            {f"AwsSolutions-IAM5[Resource::<{core.known_as(anchors)}>/*]": _NAMED_BY_HEAD},
        )
