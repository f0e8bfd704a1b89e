"""The outbox: an announcement is one item of the transaction it announces, so neither exists without the other."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from zlib import crc32

from shared.domain.events import Announcement, Envelope
from shared.domain.ids import FirmId, ulid
from shared.table import keys
from shared.table.actions import Action, Item, create, item
from shared.table.schema import OUTBOX

SHARDS = 4
KEPT_FOR = timedelta(days=30)
# A person of 50 accounts and the longest of names signs up for each; an item takes 400 KB.
MAX_BYTES = 128 * 1024


class AlreadyCommittedError(Exception):
    """The announcement is there: an earlier attempt of this very transaction went through and its answer was lost."""


def outbox(announcement: Announcement) -> Action:
    """Write the announcement whole; ValueError when its events are over 128 KB (EventBridge takes 256 KB an entry)."""
    details = [spelled(each) for each in announcement.envelopes()]
    if sum(len(each.encode()) for each in details) > MAX_BYTES:
        raise ValueError("an announcement is too large for the outbox")
    shard = crc32(announcement.id.encode()) % SHARDS
    key = keys.outbox(announcement.firm, shard, announcement.id)
    ttl = int((announcement.at + KEPT_FOR).timestamp())
    return create(item(key, OUTBOX, events=details, ttl=ttl), taken=AlreadyCommittedError)


def spelled(envelope: Envelope) -> str:
    """Spell an event as the outbox keeps it, letters as they are: escaped, most of the world's take thrice the room."""
    return json.dumps(envelope.detail(), separators=(",", ":"), ensure_ascii=False)


def silence(firm: FirmId, at: datetime) -> Action:
    """Write an announcement of nothing: for a call that must cost the same whether it has something to tell or not.

    Also for one that has nothing to tell and, when its answer was lost, is known by it. Stream and relay take it up
    like any other and put nothing out.
    """
    announcement = ulid(at)
    key = keys.outbox(firm, crc32(announcement.encode()) % SHARDS, announcement)
    ttl = int((at + KEPT_FOR).timestamp())
    return create(item(key, OUTBOX, events=[], ttl=ttl), taken=AlreadyCommittedError)


def details(of: Item) -> list[dict[str, object]]:
    """Read the events back out of an outbox item, in order."""
    return [json.loads(each) for each in of["events"]]


def partitions(firm: FirmId) -> Iterable[str]:
    """Name the partitions a replay has to read."""
    return (keys.outbox_partition(firm, shard) for shard in range(SHARDS))
