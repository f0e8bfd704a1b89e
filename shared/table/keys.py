"""How a key is made. A partition key begins with the firm, so isolation is a property of keys (docs/adr/0002)."""

from typing import NamedTuple

from shared.domain.ids import FirmId, bare


class Key(NamedTuple):
    """The primary key of one item."""

    pk: str
    sk: str


def within(firm: FirmId, *parts: str) -> str:
    """Spell a partition of one firm."""
    return "#".join(("F", bare(firm), *parts))


def by_time(at: str, identifier: str) -> str:
    """Sort by an instant as `stamp` spells it; the id keeps what is simultaneous apart."""
    return f"{at}#{identifier}"


def plan(firm: FirmId) -> str:
    """What will fire in one firm."""
    return within(firm, "PLAN")


def planned(at: str, kind: str, identifier: str) -> str:
    return f"{at}#{kind}#{identifier}"


def due(kind: str, shard: int) -> str:
    """What a sweep takes next: the one partition that belongs to no firm, in an index that holds keys alone."""
    return f"DUE#{kind}#{shard}"


def outbox(firm: FirmId, shard: int, announcement: str) -> Key:
    return Key(outbox_partition(firm, shard), announcement)


def outbox_partition(firm: FirmId, shard: int) -> str:
    return within(firm, "OUT", str(shard))


def idempotency(firm: FirmId, digest: str) -> Key:
    return Key(within(firm, "IDEM", digest), "IDEM")
