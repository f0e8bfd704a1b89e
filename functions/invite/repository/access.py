"""Ties, and the persons they open for."""

from collections.abc import Iterable, Sequence
from functools import partial

from functions.invite import keys
from functions.invite.model.entities import Account, Person, Tie
from functions.invite.model.refusals import TieExistsError
from functions.invite.repository import checks, items
from functions.invite.repository.accounts import counts
from shared.domain.errors import NotFoundError, StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId, TieId
from shared.table.actions import Action, Item, check, create, delete, replace, update
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
            check(keys.contact(tie.firm, tie.contact), when="contains(#emails, :email)", values={":email": tie.email}),
            checks.account_takes_people(tie.firm, tie.account),
            outbox(announcement),
        ]
        if once:
            actions.append(remember(tie.firm, once, announcement.at, tie.id))
        self._table.transact(*actions)

    def change_tie(self, before: Tie, after: Tie, announcement: Announcement) -> None:
        """Write a tie over the version that was seen, for an account that is active."""
        self._table.transact(
            Action(
                "Put",
                keys.tie(after.firm, after.account, after.id),
                as_seen(before),
                StaleVersionError,
                item=items.tie(after),
                values={":seen": before.v, ":login": before.login},
            ),
            checks.account_active(after.firm, after.account),
            outbox(announcement),
        )

    def remove_tie(self, tie: Tie, announcement: Announcement, once: Once | None) -> None:
        """Take a tie away whose login is off; StaleVersionError when it was changed meanwhile."""
        actions: list[Action] = [
            delete(
                keys.tie(tie.firm, tie.account, tie.id),
                when=as_seen(tie),
                values={":seen": tie.v, ":login": False},
                failed=gone_or_changed,
            ),
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

    def list_pending(
        self, firm: FirmId, *, newest: bool, limit: int, cursor: str | None, most_accounts: int | None = None
    ) -> Page[Person]:
        """List the persons who have not come in yet by when they were sent their link; the never-sent are together.

        A page ends before they have more accounts than `most_accounts` together, which one person may have at least.
        """
        query = Query(keys.pending(firm), index="g2", forward=not newest)
        fitting = partial(_having, most_accounts) if most_accounts else None
        page = self._table.page(query, limit=limit, cursor=cursor, fitting=fitting)
        return Page(tuple(map(Person.model_validate, page.items)), page.next)

    def assigned_among(self, firm: FirmId, member: MemberId, accounts: Iterable[AccountId]) -> frozenset[AccountId]:
        """Tell which of up to 100 accounts are assigned to a member, in one request."""
        pointers = self._table.batch_get(keys.member_account(firm, member, each) for each in accounts)
        return frozenset(AccountId(each["account"]) for each in pointers.values())

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
            tick(tie, on=True),
            create(items.person(saved), taken=StaleVersionError)
            if is_new
            else replace(items.person(saved), seen=person.v),
            *moved,
            checks.email_held(tie),
            outbox(announcement),
        ]
        this = next(each for each in before if each.id == tie.account)
        if all(each.key != keys.account(tie.firm, tie.account) for each in moved):
            actions.append(checks.account_as_seen(this))
        if once:
            actions.append(remember(tie.firm, once, announcement.at, tie.id))
        self._table.transact(*actions)
        return saved

    def note(self, accounts: Iterable[Account], persons: Iterable[Person]) -> None:
        """Write persons who know of these accounts; StaleVersionError when anything was written meanwhile."""
        self._table.transact(
            *map(checks.account_as_seen, accounts),
            *(replace(items.person(each.model_copy(update={"v": each.v + 1})), seen=each.v) for each in persons),
        )

    def revoke(
        self,
        tie: Tie,
        person: Person,
        *,
        before: Account,
        after: Account,
        announcement: Announcement,
        once: Once | None,
    ) -> Person:
        """Tick login off on a tie and write its person without the account, with the counters this moves."""
        saved = person.model_copy(update={"v": person.v + 1})
        actions: list[Action] = [
            tick(tie, on=False),
            replace(items.person(saved), seen=person.v),
            *counts([before], [after]),
            outbox(announcement),
        ]
        if once:
            actions.append(remember(tie.firm, once, announcement.at, tie.id))
        self._table.transact(*actions)
        return saved


def _having(most_accounts: int, persons: Sequence[Item]) -> int:
    """Tell how many persons, from the first on, have no more accounts than these together."""
    accounts: set[str] = set()
    for place, each in enumerate(persons):
        accounts |= each["accounts"].keys()
        if len(accounts) > most_accounts:
            return place
    return len(persons)


def tick(tie: Tie, *, on: bool) -> Action:
    """Tick login on where it is off, or off where it is on; whoever edits the tie just now saw another version."""
    ticked = tie.logged(on=on)
    return update(
        keys.tie(tie.firm, tie.account, tie.id),
        "SET #login = :wanted, #v = :next REMOVE #requested_at",
        when=as_seen(tie),
        values={":wanted": ticked.login, ":next": ticked.v, ":login": tie.login, ":seen": tie.v},
        failed=gone_or_changed,
    )


def as_seen(tie: Tie) -> str:
    """Spell that a tie stands as it was seen; ties written before they had versions are at the first."""
    seen = "#v = :seen AND #login = :login"
    return f"{seen} OR attribute_not_exists(#v) AND #login = :login" if tie.v == 1 else seen


def gone_or_changed(standing: Item | None) -> Exception:
    return NotFoundError() if standing is None else StaleVersionError()
