"""The record as it stands, and what was announced, for whoever compares the two."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from functions.activity import keys
from functions.activity.model.entries import Entry, Head
from functions.activity.model.verification import Found
from functions.activity.repository import items
from functions.activity.repository.chain import ChainRepository
from shared.domain.ids import FirmId
from shared.table import schema
from shared.table.actions import Item
from shared.table.outbox import details, partitions
from shared.table.query import Query
from shared.table.table import Table

type Place = dict[str, str]

_PAGE = 500
# Announcements are as long as 128 KB.
_ANNOUNCEMENTS = 100
_PLACES = ("pk", "sk", "g1pk", "g1sk", "g2pk", "g2sk")
_ID_LENGTH = 26


class RecordRepository:
    """Reads ENTRY and HEAD as they are; writes nothing."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def head(self, firm: FirmId) -> Head:
        return ChainRepository(self._table).head(firm)

    def stretch(self, firm: FirmId, month: str, start: Place | None) -> tuple[list[Found], Place | None]:
        """Give the next five hundred of a month as they stand, oldest first, and where those after them begin."""
        found = self._table.stretch(Query(keys.entries(firm, month)), _PAGE, start)
        return [_found(firm, each) for each in found.items], found.last

    def has(self, firm: FirmId, at: datetime, event: str) -> bool:
        return self._table.get(keys.entry(firm, keys.month(at), event)) is not None


class AnnouncedRepository:
    """Reads OUTBOX; writes nothing."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def between(self, firm: FirmId, since: str, until: str) -> Iterator[dict[str, Any]]:
        """Yield the events announced with an id above `since` and up to `until`, as the outbox has them."""
        for partition in partitions(firm):
            query = Query(partition, since=since[:_ID_LENGTH], until=f"{until[:_ID_LENGTH]}~")
            start: Place | None = None
            while True:
                found = self._table.stretch(query, _ANNOUNCEMENTS, start)
                events = (event for each in found.items for event in details(each))
                yield from (event for event in events if since < str(event["id"]) <= until)
                start = found.last
                if start is None:
                    break


def _found(firm: FirmId, standing: Item) -> Found:
    try:
        entry: Entry | None = items.read(firm, standing)
    except ValueError:
        entry = None
    is_in_place = entry is not None and _places(items.entry(entry)) == _places(standing)
    is_in_place = is_in_place and standing["et"] == schema.ENTRY.name
    return Found(str(standing["sk"]), standing.get("seq"), entry, is_in_place)


def _places(of: Item) -> tuple[object, ...]:
    return tuple(of.get(name) for name in _PLACES)
