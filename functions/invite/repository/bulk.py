"""What is found for a bulk job whose list is a filter."""

from collections.abc import Iterator

from functions.invite import keys
from functions.invite.model.entities import Account, Badge, Person
from shared.domain.ids import AccountId, FirmId, MemberId
from shared.table.actions import Item
from shared.table.query import Query
from shared.table.table import Table

# A megabyte is what DynamoDB gives at most, and a person has about one kilobyte.
_STRETCH = 1000


class BulkRepository:
    """Reads whole lists, which only the worker may: no route waits for it."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def pending(self, firm: FirmId) -> Iterator[Person]:
        """Yield all who have not come in, the never-sent first, then by when they were sent to."""
        yield from map(Person.model_validate, self._all(Query(keys.pending(firm), index="g2")))

    def accounts(self, firm: FirmId, badge: Badge | None) -> Iterator[Account]:
        """Yield all accounts by name, or those of one badge."""
        query = Query(keys.accounts(firm), index="g1")
        if badge is not None:
            query = Query(keys.accounts_by_badge(firm, badge), index="g2")
        yield from map(Account.model_validate, self._all(query))

    def assigned(self, firm: FirmId, member: MemberId) -> frozenset[AccountId]:
        """Name the accounts assigned to a member."""
        query = Query(keys.member_accounts(firm, member), begins=keys.MEMBER_ACCOUNTS)
        return frozenset(each["account"] for each in self._all(query))

    def _all(self, query: Query) -> Iterator[Item]:
        start: dict[str, str] | None = None
        while True:
            found = self._table.stretch(query, _STRETCH, start)
            yield from found.items
            start = found.last
            if start is None:
                return
