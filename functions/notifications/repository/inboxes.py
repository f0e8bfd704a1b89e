"""Between inboxes and their items."""

from datetime import datetime, timedelta

from functions.notifications import keys
from functions.notifications.model.inbox import (
    AlreadyToldError,
    InboxItem,
    ItemState,
    MarkedMeanwhileError,
    unread_moved,
)
from shared.domain.clock import stamp
from shared.domain.errors import NotFoundError
from shared.domain.ids import FirmId, MemberId
from shared.table import schema
from shared.table.actions import Action, Item, body, create, item, update
from shared.table.keys import by_time
from shared.table.query import Page, Query
from shared.table.table import Table

ARCHIVE_KEPT_FOR = timedelta(days=365)


class CountOffError(Exception):
    """The count of the unread would go below zero: it and the items no longer belong together."""


class InboxRepository:
    """Writes INBOX_ITEM and INBOX_COUNT, always together."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, new: InboxItem) -> None:
        """Put a notice into its inbox and count it; AlreadyToldError when it is there, whatever became of it."""
        self._table.transact(create(entry(new), taken=AlreadyToldError), counted(new, by=1))

    def mark(self, seen: InboxItem, state: ItemState, now: datetime) -> InboxItem:
        """Move an item from the state that was seen, and the count with it; MarkedMeanwhileError if it moved since."""
        marked = seen.marked(state)
        lists = _lists(marked)
        values: dict[str, object] = {
            ":state": state.value,
            ":seen": seen.state.value,
            ":at": body(seen)["at"],
            ":list": lists["g1pk"],
        }
        expression = "SET #state = :state, #g1pk = :list"
        if state is ItemState.ARCHIVED:
            expression += ", #ttl = :ttl REMOVE #g2pk, #g2sk"
            values[":ttl"] = int((now + ARCHIVE_KEPT_FOR).timestamp())
        else:
            expression += ", #g2pk = :open, #g2sk = :sort REMOVE #ttl"
            values |= {":open": lists["g2pk"], ":sort": lists["g2sk"]}
        key = keys.item(seen.firm, seen.member, seen.id)
        actions = [update(key, expression, when="#state = :seen AND #at = :at", values=values, failed=_moved)]
        by = unread_moved(seen, marked)
        if by:
            actions.append(counted(seen, by=by))
        self._table.transact(*actions)
        return marked

    def list(
        self, firm: FirmId, member: MemberId, state: ItemState | None, *, limit: int, cursor: str | None
    ) -> Page[InboxItem]:
        """List a member's items, newest first: of one state, or all that are not archived."""
        if state is None:
            query = Query(keys.items_not_archived(firm, member), index="g2", forward=False)
        else:
            query = Query(keys.items_in_state(firm, member, state), index="g1", forward=False)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(InboxItem.model_validate, page.items)), page.next)


def entry(of: InboxItem) -> Item:
    """Spell an item as it stands in its inbox and lists."""
    return item(
        keys.item(of.firm, of.member, of.id),
        schema.INBOX_ITEM,
        **body(of),
        **_lists(of),
    )


def _lists(of: InboxItem) -> dict[str, str | None]:
    """Spell in which lists an item stands: that of its state, and unless archived that of the whole inbox."""
    sort = by_time(stamp(of.at), of.id)
    is_open = of.state is not ItemState.ARCHIVED
    return {
        "g1pk": keys.items_in_state(of.firm, of.member, of.state),
        "g1sk": sort,
        "g2pk": keys.items_not_archived(of.firm, of.member) if is_open else None,
        "g2sk": sort if is_open else None,
    }


def counted(of: InboxItem, *, by: int) -> Action:
    """Move the count of the unread; CountOffError when it and the items no longer belong together."""
    values: dict[str, object] = {
        ":kind": schema.INBOX_COUNT.name,
        ":version": schema.INBOX_COUNT.version,
        ":by": by,
        ":floor": max(0, -by),
    }
    when = "#unread >= :floor" if by < 0 else "attribute_not_exists(#unread) OR #unread >= :floor"
    expression = "SET #et = :kind, #sv = :version ADD #unread :by"
    return update(keys.count(of.firm, of.member), expression, when=when, values=values, failed=CountOffError)


def _moved(standing: Item | None) -> Exception:
    return NotFoundError() if standing is None else MarkedMeanwhileError(InboxItem.model_validate(standing))
