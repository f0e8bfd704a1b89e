"""The chain: what is added to it, and its head."""

from collections.abc import Callable, Sequence

from functions.activity import keys
from functions.activity.model.entries import Entry, Head, OutOfStepError
from functions.activity.repository import items
from shared.domain.ids import FirmId
from shared.table import schema
from shared.table.actions import Action, Item, create, item
from shared.table.table import Table


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
                *(create(items.entry(each), taken=met(each.id)) for each in entries), _move(seen, entries[-1].head)
            )
        except _NotWrittenError as refused:
            raise OutOfStepError(frozenset(known)) from refused


class _NotWrittenError(Exception):
    """A condition of the batch failed."""


def _move(seen: Head, to: Head) -> Action:
    """Put the head on, if it is where it was seen."""
    moved = item(keys.head(to.firm), schema.HEAD, **to.model_dump())
    if seen.seq == 0:
        return create(moved, taken=_NotWrittenError)
    return Action("Put", keys.head(to.firm), "#seq = :seen", _NotWrittenError, item=moved, values={":seen": seen.seq})
