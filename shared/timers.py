"""Timers: attributes of the object itself, its earliest only, set and cleared in the transaction that changes it.

A sweep announces what is due; it never decides. Waiting is always a timer, so that a moved clock and a forced tick see
it (docs/adr/0006).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from zlib import crc32

from shared.domain.clock import stamp
from shared.domain.ids import FirmId
from shared.observability import logger
from shared.table import keys
from shared.table.actions import Item
from shared.table.keys import Key
from shared.table.query import Query
from shared.table.table import Table

SHARDS = 8
_PAGE = 100


def timer(firm: FirmId, kind: str, due_at: datetime | None, of: str) -> dict[str, str | None]:
    """Spell the timer attributes of an object; all None when it waits for nothing.

    `g3` plans it for its firm, `g4` puts it before the sweep of its kind.
    """
    if due_at is None:
        return dict.fromkeys(("due_kind", "due_at", "g3pk", "g3sk", "g4pk", "g4sk"))
    at = stamp(due_at)
    return {
        "due_kind": kind,
        "due_at": at,
        "g3pk": keys.plan(firm),
        "g3sk": keys.planned(at, kind, of),
        "g4pk": keys.due(kind, crc32(of.encode()) % SHARDS),
        "g4sk": keys.by_time(at, of),
    }


def due(table: Table, kind: str, now: datetime) -> Iterator[Key]:
    """Yield the keys of all objects of a kind that were due by `now`, shard by shard, at most 100 held at a time.

    The index lags and the object may have changed since: whoever acts on a key does so on the condition that the due
    time it saw still stands.
    """
    for shard in range(SHARDS):
        query = Query(keys.due(kind, shard), index="g4", until=f"{stamp(now)}~")
        start: dict[str, str] | None = None
        while True:
            found = table.stretch(query, _PAGE, start)
            yield from (Key(each["pk"], each["sk"]) for each in found.items)
            start = found.last
            if start is None:
                break


def standing[E](table: Table, kind: str, now: datetime, read: Callable[[Item], E]) -> Iterator[E]:
    """Yield all objects of a kind that were due by `now`, each as it stands; what is gone by now is passed over.

    One that cannot be read keeps no other waiting, be it of whichever firm: ExceptionGroup after all the others.
    """
    broken: list[ValueError] = []
    for key in due(table, kind, now):
        item = table.get(key)
        if item is None:
            continue
        try:
            found = read(item)
        except ValueError as unreadable:
            logger().exception("what is due cannot be read", pk=key.pk, sk=key.sk)
            broken.append(unreadable)
            continue
        yield found
    if broken:
        raise ExceptionGroup(f"{len(broken)} of what is due", broken)
