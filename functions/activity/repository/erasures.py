"""Personal details in the record, found by account and taken away."""

from collections.abc import Iterator, Sequence

from functions.activity import keys
from functions.activity.model.entries import Entry
from functions.activity.repository import items
from shared.domain.errors import NotFoundError
from shared.domain.ids import AccountId, FirmId
from shared.table.actions import update
from shared.table.query import Query
from shared.table.table import Table

_PAGE = 100


class ErasureRepository:
    """Takes `personal` from ENTRY, and changes nothing else of it."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of_account(self, firm: FirmId, account: AccountId) -> Iterator[list[Entry]]:
        """Yield all entries of an account, oldest first, a hundred at a time."""
        start: dict[str, str] | None = None
        while True:
            found = self._table.stretch(Query(keys.entries_of_account(firm, account), index="g1"), _PAGE, start)
            yield [items.read(firm, each) for each in found.items]
            start = found.last
            if start is None:
                return

    def erase(self, entries: Sequence[Entry]) -> None:
        self._table.transact(
            *(
                update(
                    keys.entry(each.firm, keys.month(each.at), each.id),
                    "REMOVE #personal",
                    when="attribute_exists(#pk)",
                    values={},
                    failed=NotFoundError,
                )
                for each in entries
            )
        )
