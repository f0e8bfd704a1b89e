"""Links taken away for good, a part at a time."""

from collections.abc import Iterator
from datetime import datetime

from functions.links import keys
from functions.links.model.erasing import Erasing
from shared import timers
from shared.capability import changes
from shared.capability.model import Link
from shared.domain.errors import StaleVersionError
from shared.domain.ids import AccountId, FirmId, LinkId
from shared.table import schema
from shared.table.actions import Item, body, clear, create, item
from shared.table.query import Query
from shared.table.table import Table

TIMER = "erasing-links"
_PAGE = 100


class ErasingRepository:
    """Writes LINKS_ERASING; takes links away by the kernel's own actions."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def begin(self, erasing: Erasing) -> Erasing:
        """Note that an account's links are to go, or give what was noted before."""
        standing = self._table.get(keys.erasing(erasing.firm, erasing.account))
        if standing is not None:
            return Erasing.model_validate(standing)
        self._table.transact(create(stored(erasing), taken=StaleVersionError))
        return erasing

    def due(self, now: datetime) -> Iterator[Erasing]:
        """Yield what is left to do, as `timers.standing` does."""
        return timers.standing(self._table, TIMER, now, Erasing.model_validate)

    def first(self, firm: FirmId, account: AccountId) -> list[Link]:
        """Read the first of an account's links, as they stand.

        StaleVersionError when the list lags so far behind that it shows none of them.
        """
        page = self._table.stretch(Query(keys.links_of_account(firm, account), index="g1"), _PAGE).items
        places = [keys.link(firm, LinkId(each["id"])) for each in page]
        read = self._table.batch_get(places) if places else {}
        found = (Link.model_validate(read[each]) for each in places if each in read)
        standing = [each for each in found if each.account == account]
        if page and not standing:
            raise StaleVersionError
        return standing

    def forget_doings(self, link: Link) -> int:
        """Take away the first openings, uses and visits of a link, and tell how many."""
        for begins in (keys.PASSES, keys.USES, keys.VISITS):
            found = self._table.stretch(Query(keys.parts(link.firm, link.id), begins=begins), _PAGE).items
            if found:
                self._table.transact(*changes.doings_gone(found))
                return len(found)
        return 0

    def forget(self, link: Link) -> None:
        """Take away a link with its recipients; StaleVersionError when it went to another account meanwhile."""
        self._table.transact(*changes.gone(link))

    def finish(self, erasing: Erasing) -> None:
        """Forget what is done, whoever did it."""
        place = keys.erasing(erasing.firm, erasing.account)
        self._table.transact(clear(place, schema.LINKS_ERASING))


def stored(of: Erasing) -> Item:
    """Store what is left to do; it is due until it is done."""
    return item(
        keys.erasing(of.firm, of.account),
        schema.LINKS_ERASING,
        **timers.timer(of.firm, TIMER, of.since, of.account),
        **body(of),
    )
