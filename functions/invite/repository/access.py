"""Ties, and the persons they open for."""

from collections.abc import Sequence

from functions.invite import keys
from functions.invite.model.entities import Account, Person, Tie
from functions.invite.model.refusals import TieExistsError
from functions.invite.repository import checks, items
from functions.invite.repository.accounts import counts
from shared.domain.errors import NotFoundError, StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, PersonId, TieId
from shared.table.actions import Action, check, create, replace, update
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table


class AccessRepository:
    """Writes TIE and PERSON, and the counters of the accounts they touch."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add_tie(self, tie: Tie, announcement: Announcement, once: Once | None) -> None:
        """Tie a contact that exists to an account that is active; TieExistsError when the e-mail is tied already."""
        actions: list[Action] = [
            create(items.tie(tie), taken=TieExistsError),
            check(keys.contact(tie.firm, tie.contact), when="attribute_exists(#pk)"),
            checks.account_active(tie.firm, tie.account),
            outbox(announcement),
        ]
        if once:
            actions.append(remember(tie.firm, once, announcement.at, tie.id))
        self._table.transact(*actions)

    def tie(self, firm: FirmId, account: AccountId, tie: TieId) -> Tie:
        standing = self._table.get(keys.tie(firm, account, tie))
        if standing is None:
            raise NotFoundError
        return Tie.model_validate(standing)

    def list_ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Tie]:
        query = Query(keys.ties(firm, account), begins=keys.TIES)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Tie.model_validate, page.items)), page.next)

    def person(self, firm: FirmId, person: PersonId) -> Person:
        found = self.find_person(firm, person)
        if found is None:
            raise NotFoundError
        return found

    def find_person(self, firm: FirmId, person: PersonId) -> Person | None:
        standing = self._table.get(keys.person(firm, person))
        return Person.model_validate(standing) if standing else None

    def persons(self, firm: FirmId, persons: Sequence[PersonId]) -> dict[PersonId, Person]:
        """Read up to 100 persons in one request; those never granted anything are left out."""
        found = self._table.batch_get(keys.person(firm, each) for each in persons)
        read = map(Person.model_validate, found.values())
        return {each.id: each for each in read}

    def grant(
        self,
        tie: Tie,
        person: Person,
        *,
        is_new: bool,
        before: Sequence[Account],
        after: Sequence[Account],
        announcement: Announcement,
        once: Once | None,
    ) -> Person:
        """Tick login on a tie and write its person, new or changed, with the counters this moves."""
        saved = person if is_new else person.model_copy(update={"v": person.v + 1})
        moved = counts(before, after)
        actions: list[Action] = [
            update(
                keys.tie(tie.firm, tie.account, tie.id),
                "SET #login = :on",
                when="#login = :off",
                values={":on": True, ":off": False},
                failed=StaleVersionError,
            ),
            create(items.person(saved), taken=StaleVersionError)
            if is_new
            else replace(items.person(saved), seen=person.v),
            *moved,
            outbox(announcement),
        ]
        this = next(each for each in before if each.id == tie.account)
        if all(each.key != keys.account(tie.firm, tie.account) for each in moved):
            actions.append(checks.account_as_seen(this))
        if once:
            actions.append(remember(tie.firm, once, announcement.at, tie.id))
        self._table.transact(*actions)
        return saved
