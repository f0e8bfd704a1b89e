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


def outbox(firm: FirmId, shard: int, announcement: str) -> Key:
    return Key(outbox_partition(firm, shard), announcement)


def outbox_partition(firm: FirmId, shard: int) -> str:
    return within(firm, "OUT", str(shard))


def idempotency(firm: FirmId, digest: str) -> Key:
    return Key(within(firm, "IDEM", digest), "IDEM")
