"""What is erased of an account, a part at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from functions.invite import keys
from functions.invite.model.entities import Account, Person, Tie
from functions.invite.model.requests import AccessRequest
from functions.invite.repository import items
from functions.invite.repository.requests import AccessRequestRepository
from shared import timers
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import MemberId
from shared.table import schema
from shared.table.actions import Action, clear, delete, replace
from shared.table.outbox import outbox
from shared.table.query import Query
from shared.table.table import Table

type Place = tuple[Tie, Person | None]


class ErasureRepository:
    """Deletes TIE, MEMBER_ACCOUNT, ACCESS_REQUEST and their count.

    Writes PERSON without the account, and what is left of ACCOUNT.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def due(self, now: datetime) -> Iterator[Account]:
        """Yield the accounts whose time is over, as `timers.standing` does."""
        return timers.standing(self._table, items.ERASE_TIMER, now, Account.model_validate)

    def people(self, account: Account, limit: int) -> Sequence[Place]:
        """Read the first ties that are left, each with the person who enters by it."""
        query = Query(keys.ties(account.firm, account.id), begins=keys.TIES)
        ties = [Tie.model_validate(each) for each in self._table.stretch(query, limit).items]
        wanted = {each.person: keys.person(account.firm, each.person) for each in ties if each.login}
        found = self._table.batch_get(wanted.values()) if wanted else {}
        persons = {each: Person.model_validate(found[place]) for each, place in wanted.items() if place in found}
        return [(each, persons.get(each.person)) for each in ties]

    def part(self, account: Account, places: Iterable[Place], announcement: Announcement | None) -> None:
        """Take away the ties, and the account from whoever entered by one; StaleVersionError when they changed."""
        actions: list[Action] = []
        for tie, person in places:
            actions.append(clear(keys.tie(tie.firm, tie.account, tie.id), schema.TIE))
            if person is not None and account.id in person.accounts:
                left = person.without_account(account.id).model_copy(update={"v": person.v + 1})
                actions.append(replace(items.person(left), seen=person.v))
        if announcement:
            actions.append(outbox(announcement))
        self._table.transact(*actions)

    def requests(self, account: Account, limit: int) -> Iterator[Sequence[AccessRequest]]:
        """Yield what is left of what was asked for the account, a part at a time; each may go before the next is read.

        The index may show what went just now: that is taken away again, unless it waited for a decision.
        """
        return AccessRequestRepository(self._table).pages(account.firm, account.id, limit)

    def forget(self, requests: Sequence[AccessRequest], announcement: Announcement | None) -> None:
        """Take the requests away; StaleVersionError when one that was open is so no more."""
        actions = [_gone(each) for each in requests]
        if announcement:
            actions.append(outbox(announcement))
        self._table.transact(*actions)

    def unassign(self, account: Account, members: Sequence[MemberId]) -> None:
        """Take away the pointers of up to 100 members."""
        places = (keys.member_account(account.firm, each, account.id) for each in members)
        self._table.transact(*(clear(each, schema.MEMBER_ACCOUNT) for each in places))

    def finish(self, before: Account, after: Account, announcement: Announcement) -> None:
        """Keep what is left; StaleVersionError when it was written meanwhile."""
        self._table.transact(
            replace(items.account(after), seen=before.v),
            clear(keys.access_request_count(after.firm, after.id), schema.ACCESS_REQUEST_COUNT),
            outbox(announcement),
        )


def _gone(request: AccessRequest) -> Action:
    place = keys.access_request(request.firm, request.id)
    if not request.is_open:
        return clear(place, schema.ACCESS_REQUEST)
    return delete(place, when="#v = :seen", values={":seen": request.v}, failed=StaleVersionError)
