"""What was recorded, as it is read."""

from collections.abc import Mapping

from functions.activity import keys
from functions.activity.model.entries import Entry, Question
from functions.activity.repository import items
from shared.domain.ids import FirmId
from shared.table.cursors import Cursors
from shared.table.query import Page, Query
from shared.table.table import Table

# What one call looks at while it searches by actor or action.
MAX_EVALUATED = 200
# What one call looks at that nobody waits for.
_WALKED = 500


class WalkRepository:
    """Reads what was recorded, newest first, for whoever goes through all that a question asks for."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def stretch(
        self, firm: FirmId, question: Question, month: str, start: dict[str, str] | None
    ) -> tuple[list[Entry], dict[str, str] | None]:
        """Give what is asked for among the next five hundred of a list, and where those after them begin.

        The list of an account or an object has all months in one, whichever is named.
        """
        found = self._table.stretch(_query(firm, question, month), _WALKED, start)
        read = [items.read(firm, each) for each in found.items]
        return [each for each in read if question.takes(each)], found.last


class EntryRepository:
    """Reads what was recorded, newest first, with one query a call."""

    def __init__(self, table: Table, cursors: Cursors) -> None:
        self._table = table
        self._cursors = cursors

    def list(
        self, firm: FirmId, question: Question, *, newest: str, oldest: str, limit: int, cursor: str | None
    ) -> Page[Entry]:
        """List entries from month `newest` down to `oldest`; account and object have lists of their own.

        A page may be short or empty and lead on: a call stays within one month and looks at 200 entries at most.
        """
        asked = repr((firm, question))
        place = self._cursors.open(asked, cursor) if cursor else {"month": newest}
        month = place["month"]
        if month < oldest:
            return Page(())
        query = _query(firm, question, month)
        start = {name: value for name, value in place.items() if name != "month"}
        among = question.account or question.beside or question.is_of_none
        is_sought = question.actor or question.action or (among and question.object)
        found = self._table.stretch(query, MAX_EVALUATED if is_sought else limit, start or None)
        read = [(items.read(firm, each), each) for each in found.items]
        taken = [(entry, each) for entry, each in read if question.takes(entry)]
        last = found.last
        if len(taken) > limit:
            del taken[limit:]
            last = {name: taken[-1][1][name] for name in ("pk", "sk", *query.names)}
        return Page(tuple(entry for entry, _ in taken), self._way_on(asked, query, month, oldest, last))

    def _way_on(self, asked: str, query: Query, month: str, oldest: str, last: Mapping[str, str] | None) -> str | None:
        if last:
            return self._cursors.seal(asked, {"month": month, **last})
        if query.index is None and month > oldest:
            return self._cursors.seal(asked, {"month": keys.month_before(month)})
        return None


def _query(firm: FirmId, question: Question, month: str) -> Query:
    if question.object:
        pk, index = keys.entries_of_object(firm, question.object), "g2"
    elif question.account:
        pk, index = keys.entries_of_account(firm, question.account), "g1"
    else:
        pk, index = keys.entries(firm, month), None
    since = keys.first(question.since) if question.since else None
    until = keys.last(question.until) if question.until else None
    return Query(pk, index=index, since=since, until=until, forward=False)
