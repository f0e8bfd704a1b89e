"""Accounts and the pointers of those assigned to them."""

from collections.abc import Iterable, Sequence

from functions.invite import keys
from functions.invite.model.entities import Account
from functions.invite.repository import checks, items
from shared.domain.errors import NotFoundError, StaleVersionError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, MemberId, bare
from shared.table import schema
from shared.table.actions import Action, Item, create, item, update
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table


class AccountRepository:
    """Writes ACCOUNT and MEMBER_ACCOUNT."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, account: Account, creator: MemberId, announcement: Announcement, once: Once | None) -> None:
        """Write a new account with a pointer for each assigned; NotFoundError when one of them is no active member.

        The creator just passed the gate and is not checked again.
        """
        actions = [*additions(account, creator), outbox(announcement)]
        if once:
            actions.append(remember(account.firm, once, announcement.at, account.id))
        self._table.transact(*actions)

    def get(self, firm: FirmId, account: AccountId) -> Account:
        standing = self._table.get(keys.account(firm, account))
        if standing is None:
            raise NotFoundError
        return Account.model_validate(standing)

    def get_all(self, firm: FirmId, accounts: Iterable[AccountId]) -> dict[AccountId, Account]:
        """Read up to 100 accounts in one request; those that are gone are left out."""
        found = self._table.batch_get(keys.account(firm, each) for each in accounts)
        read = map(Account.model_validate, found.values())
        return {each.id: each for each in read}

    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Account]:
        """List all accounts of the firm by name."""
        page = self._table.page(Query(keys.accounts(firm), index="g1"), limit=limit, cursor=cursor)
        return Page(tuple(map(Account.model_validate, page.items)), page.next)

    def list_assigned(self, firm: FirmId, member: MemberId, *, limit: int, cursor: str | None) -> Page[Account]:
        """List the accounts assigned to a member: one query for the pointers, one read for what they point to."""
        query = Query(keys.member_accounts(firm, member), begins=keys.MEMBER_ACCOUNTS)
        page = self._table.page(query, limit=limit, cursor=cursor)
        accounts = self.get_all(firm, (each["account"] for each in page.items)) if page.items else {}
        return Page(tuple(sorted(accounts.values(), key=lambda each: each.name.casefold())), page.next)

    def rename(self, account: Account, *, seen: int, announcement: Announcement) -> None:
        """Write the new name over the version that was seen, leaving the counters alone."""
        renamed = items.account(account)
        self._table.transact(
            update(
                keys.account(account.firm, account.id),
                "SET #name = :name, #v = :v, #g1sk = :sort, #g2sk = :sort",
                when="#v = :seen AND #status = :status",
                values={
                    ":name": account.name,
                    ":v": account.v,
                    ":sort": renamed["g1sk"],
                    ":seen": seen,
                    ":status": account.status.value,
                },
                failed=StaleVersionError,
            ),
            outbox(announcement),
        )


def additions(account: Account, creator: MemberId) -> list[Action]:
    """Say what a new account is made of."""
    actions = [create(items.account(account))]
    for member in sorted(account.assigned):
        actions.append(create(_pointer(account, member)))
        if member != creator:
            actions.append(checks.member_active(account.firm, member))
    return actions


def count(before: Account, after: Account) -> Action:
    """Move an account's counters, and with them its badge, from where they were seen.

    Its name must be the one that was seen too: whoever is let in just now carries it.
    """
    return update(
        keys.account(after.firm, after.id),
        "SET #n_can_login = :can_login, #n_invited = :invited, #g2pk = :badge",
        when="#n_can_login = :seen_can_login AND #n_invited = :seen_invited AND #status = :status AND #v = :seen",
        values={
            ":can_login": after.n_can_login,
            ":invited": after.n_invited,
            ":badge": items.account(after)["g2pk"],
            ":seen_can_login": before.n_can_login,
            ":seen_invited": before.n_invited,
            ":status": before.status.value,
            ":seen": before.v,
        },
        failed=StaleVersionError,
    )


def counts(before: Iterable[Account], after: Sequence[Account]) -> list[Action]:
    """Move the counters of those accounts that changed."""
    return [count(old, new) for old, new in zip(before, after, strict=True) if old != new]


def _pointer(account: Account, member: MemberId) -> Item:
    return item(
        keys.member_account(account.firm, member, account.id),
        schema.MEMBER_ACCOUNT,
        account=account.id,
        member=bare(member),
    )
