"""The chain: what is added to it, and its head."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from functions.activity import keys
from functions.activity.model.entries import Entry, Head, OutOfStepError
from functions.activity.repository import items
from shared import timers
from shared.domain.clock import stamp
from shared.domain.errors import StaleVersionError
from shared.domain.ids import FirmId
from shared.table import schema
from shared.table.actions import Action, Item, create, item, update
from shared.table.keys import by_time
from shared.table.table import Table

# What waits for it is a firm's head.
ANCHOR_TIMER = "anchor"


class ChainRepository:
    """Adds ENTRY and moves HEAD; nothing else is ever written."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def head(self, firm: FirmId) -> Head:
        standing = self._table.get(keys.head(firm))
        return Head.model_validate(standing) if standing else Head(firm=firm)

    def append(self, seen: Head, entries: Sequence[Entry]) -> None:
        """Write at most 99 entries and the head after them; OutOfStepError unless all are new and the head as seen."""
        known: set[str] = set()

        def met(event: str) -> Callable[[Item | None], Exception]:
            def failed(_: Item | None) -> Exception:
                known.add(event)
                return _NotWrittenError()

            return failed

        try:
            self._table.transact(
                *(create(items.entry(each), taken=met(each.id)) for each in entries),
                _move(seen, entries[-1].head, entries[-1].at),
            )
        except _NotWrittenError as refused:
            raise OutOfStepError(frozenset(known)) from refused


class HeadRepository:
    """Puts off when a HEAD is anchored next, and changes nothing else of it."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def due(self, now: datetime) -> Iterator[Head]:
        """Yield the heads that are to be anchored, as `timers.standing` does."""
        return timers.standing(self._table, ANCHOR_TIMER, now, Head.model_validate)

    def put_off(self, head: Head, until: datetime) -> None:
        """StaleVersionError when that was done meanwhile."""
        if head.due_at is None:
            raise ValueError("it waits for nothing")
        seen, due_at = stamp(head.due_at), stamp(until)
        self._table.transact(
            update(
                keys.head(head.firm),
                "SET #due_at = :due_at, #g4sk = :place",
                when="#due_at = :seen",
                values={":due_at": due_at, ":place": by_time(due_at, head.firm), ":seen": seen},
                failed=StaleVersionError,
            )
        )


class _NotWrittenError(Exception):
    """A condition of the batch failed."""


def _head(of: Head) -> Item:
    timer = timers.timer(of.firm, ANCHOR_TIMER, of.due_at, of.firm)
    planned = {name: value for name, value in timer.items() if not name.startswith("g3")}
    return item(keys.head(of.firm), schema.HEAD, **of.model_dump(exclude={"due_at"}), **planned)


def _move(seen: Head, to: Head, due_at: datetime) -> Action:
    """Put the head on, if it is where it was seen; when it is anchored next stays as it was."""
    moved = _head(to.model_copy(update={"due_at": seen.due_at or due_at}))
    if seen.seq == 0:
        return create(moved, taken=_NotWrittenError)
    return Action("Put", keys.head(to.firm), "#seq = :seen", _NotWrittenError, item=moved, values={":seen": seen.seq})
