"""Between entries and their items."""

from collections.abc import Callable, Mapping, Sequence

from functions.activity import keys
from functions.activity.model import Entry, Head, OutOfStepError, Question
from shared.domain.clock import stamp
from shared.domain.ids import FirmId
from shared.table import schema
from shared.table.actions import Action, Item, create, item
from shared.table.cursors import Cursors
from shared.table.query import Page, Query
from shared.table.table import Table

# What one call looks at while it searches by actor or action.
MAX_EVALUATED = 200


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
                *(create(_entry(each), taken=met(each.id)) for each in entries), _move(seen, entries[-1].head)
            )
        except _NotWrittenError as refused:
            raise OutOfStepError(frozenset(known)) from refused


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
        among = question.account or question.beside
        is_sought = question.actor or question.action or (among and question.object)
        found = self._table.stretch(query, MAX_EVALUATED if is_sought else limit, start or None)
        read = [(_read(firm, each), each) for each in found.items]
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


class _NotWrittenError(Exception):
    """A condition of the batch failed."""


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


def _read(firm: FirmId, standing: Item) -> Entry:
    return Entry.model_validate({**standing, "firm": firm, "id": standing["sk"]})


def _entry(of: Entry) -> Item:
    """Spell an entry without what its place and the defaults tell: most entries stay within one write unit, 1 KB."""
    body = of.model_dump(mode="json", exclude={"firm", "id"}, exclude_defaults=True)
    return item(
        keys.entry(of.firm, keys.month(of.at), of.id),
        schema.ENTRY,
        **body | {"at": stamp(of.at)},
        g1pk=keys.entries_of_account(of.firm, of.account) if of.account else None,
        g1sk=of.id if of.account else None,
        g2pk=keys.entries_of_object(of.firm, of.object.id),
        g2sk=of.id,
    )


def _move(seen: Head, to: Head) -> Action:
    """Put the head on, if it is where it was seen."""
    moved = item(keys.head(to.firm), schema.HEAD, **to.model_dump())
    if seen.seq == 0:
        return create(moved, taken=_NotWrittenError)
    return Action("Put", keys.head(to.firm), "#seq = :seen", _NotWrittenError, item=moved, values={":seen": seen.seq})
