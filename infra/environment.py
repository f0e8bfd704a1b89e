"""The environment of every function: who reads what. A contract test compares it with each room's `Env`, both ways."""

from collections.abc import Mapping

RELAY = "relay"

_TABLE = ("PORTAL_TABLE", "TOKEN_KEY_ID", "CLOCK_OFFSET_PARAMETER")
_MAIL = ("MAIL_FROM", "MAIL_CONFIGURATION_SET", "PORTAL_ORIGIN")
_POOLS = ("STAFF_POOL_ID", "STAFF_CLIENT_ID", "CLIENT_POOL_ID", "CLIENT_CLIENT_ID")

READS: Mapping[str, tuple[str, ...]] = {
    "invite": (*_TABLE, *_MAIL, *_POOLS, "EDGE_KEY"),
    "activity": (*_TABLE, "ACTIVITY_TABLE", "EDGE_KEY"),
    "notifications": (*_TABLE, *_MAIL, "EDGE_KEY"),
    "settings": (*_TABLE, "EDGE_KEY"),
    # The relay adds the address of its own retry queue.
    RELAY: ("BUS_NAME",),
}

# The clock moves on the embedded cloud alone; the edge has a key where there is an edge.
OPTIONAL = frozenset({"CLOCK_OFFSET_PARAMETER", "EDGE_KEY"})


class Environment:
    """The values of one stage. A room gets what it reads and nothing else."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def of(self, reader: str) -> dict[str, str]:
        """Spell the variables of a room or the relay; KeyError when one that is not optional has no value."""
        names = (name for name in READS[reader] if name in self._values or name not in OPTIONAL)
        return {name: self._values[name] for name in names}
