"""The environment of every function: who reads what. A contract test compares it with the code's `Env`, both ways."""

from collections.abc import Mapping
from typing import Self

_TABLE = ("PORTAL_TABLE", "TOKEN_KEY_ID", "CLOCK_OFFSET_PARAMETER")
_MAIL = ("MAIL_FROM", "MAIL_CONFIGURATION_SET", "PORTAL_ORIGIN")
_POOLS = ("STAFF_POOL_ID", "STAFF_CLIENT_ID", "CLIENT_POOL_ID", "CLIENT_CLIENT_ID")

_JOBS = ("JOBS_QUEUE_URL",)
_FILES = ("FILES_BUCKET",)
_STORAGE = ("STORAGE_QUEUE_URL",)

# What stands behind routes reads besides what tells the caller's address.
_ROUTES = ("EDGE_KEY",)

READS: Mapping[str, tuple[str, ...]] = {
    "invite-http": (*_TABLE, *_POOLS, *_FILES, *_ROUTES),
    "invite-doors": (*_TABLE, *_POOLS, *_ROUTES),
    "invite-consumer": (*_TABLE, *_MAIL, *_JOBS),
    "invite-jobs": (*_TABLE, *_FILES, *_JOBS),
    "invite-mailbox": _TABLE,
    "invite-schedule": (*_TABLE, *_JOBS),
    "invite-operator": _TABLE,
    "documents-zips": (*_TABLE, *_FILES),
    "documents-recognition": (*_TABLE, *_FILES, "RECOGNISER", "BEDROCK_MODEL"),
    "documents-consumer": (*_TABLE, *_FILES),
    "documents-http": (*_TABLE, *_FILES, *_STORAGE, *_ROUTES),
    "documents-storage": (*_TABLE, *_FILES, *_STORAGE),
    "documents-scanner": _FILES,
    "documents-schedule": (*_TABLE, *_FILES, *_STORAGE),
    "links-http": (*_TABLE, "PORTAL_ORIGIN", *_ROUTES),
    "links-consumer": (*_TABLE, *_MAIL, *_JOBS),
    "links-jobs": (*_TABLE, *_FILES, *_JOBS),
    "links-schedule": (*_TABLE, *_JOBS),
    "activity-http": (*_TABLE, "ACTIVITY_TABLE", *_FILES, *_ROUTES),
    "activity-consumer": ("ACTIVITY_TABLE", *_JOBS),
    "activity-erasure": ("ACTIVITY_TABLE",),
    "activity-jobs": (*_TABLE, "ACTIVITY_TABLE", "ANCHORS_BUCKET", *_FILES, *_JOBS),
    "activity-schedule": (*_TABLE, "ACTIVITY_TABLE", "ANCHORS_BUCKET", *_JOBS),
    "notifications-http": (*_TABLE, *_ROUTES),
    "notifications-consumer": (*_TABLE, *_MAIL),
    "notifications-schedule": (*_TABLE, *_MAIL),
    "settings-http": (*_TABLE, "RECOGNISER", *_ROUTES),
    "relay": ("BUS_NAME", "RETRY_QUEUE_URL"),
    "relay-retry": ("BUS_NAME",),
    "relay-replay": ("BUS_NAME", "RETRY_QUEUE_URL", "PORTAL_TABLE"),
}

# The clock moves on the embedded cloud alone; the edge has a key where there is an edge; a model is asked where one is.
OPTIONAL = frozenset({"CLOCK_OFFSET_PARAMETER", "EDGE_KEY", "BEDROCK_MODEL"})


class Environment:
    """The values of one stage. A function gets what it reads and nothing else."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def also(self, **values: str) -> Self:
        """Know further values, under the names of their variables."""
        return type(self)({**self._values, **values})

    def of(self, function: str) -> dict[str, str]:
        """Spell what the function reads; KeyError when a variable that is not optional has no value."""
        names = (name for name in READS[function] if name in self._values or name not in OPTIONAL)
        return {name: self._values[name] for name in names}
