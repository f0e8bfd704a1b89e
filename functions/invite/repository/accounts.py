"""Accounts and the pointers of those assigned to them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from functions.invite import keys
from functions.invite.model.entities import Account, Badge
from functions.invite.repository import checks, items
from shared.directory import AccountSort, AccountStatus
from shared.domain.clock import stamp
from shared.domain.errors import NotFoundError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, MemberId
from shared.table import schema
from shared.table.actions import Action, Item, clear, create, item, settle, update
from shared.table.idempotency import Once, remember
from shared.table.keys import Key
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table


class AccountRepository:
    """Writes ACCOUNT and MEMBER_ACCOUNT."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, account: Account, creator: MemberId, announcement: Announcement, once: Once | None) -> None:
        """Write a new account with a pointer for each assigned; NotFoundError when one of them is no active member.

        The creator just passed the gate and is not checked again. WrongStateError when it would be a second account
        for guests.
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

    def list(self, firm: FirmId, *, limit: int, cursor: str | None, narrowed: str = "") -> Page[Account]:
        """List all accounts of the firm by name."""
        query = Query(keys.accounts(firm), index="g1", narrowed=narrowed)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Account.model_validate, page.items)), page.next)

    def list_in(
        self, firm: FirmId, status: AccountStatus, *, limit: int, cursor: str | None, narrowed: str = ""
    ) -> Page[Account]:
        """List by name the accounts that are archived, or deleted."""
        query = Query(keys.accounts_in(firm, status), index="g1", narrowed=narrowed)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Account.model_validate, page.items)), page.next)

    def list_wearing(
        self, firm: FirmId, badge: Badge, *, limit: int, cursor: str | None, narrowed: str = ""
    ) -> Page[Account]:
        """List by name the active accounts of a badge."""
        query = Query(keys.accounts_by_badge(firm, badge), index="g2", narrowed=narrowed)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(Account.model_validate, page.items)), page.next)

    def search(
        self, firm: FirmId, beginning: str, *, limit: int, cursor: str | None, narrowed: str = ""
    ) -> Page[tuple[str, AccountId]]:
        """List the words of names that begin so, each with the account whose name it is of."""
        query = Query(keys.words(firm, keys.ACCOUNT_NAMES, beginning), begins=beginning, narrowed=narrowed)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple((each["word"], AccountId(each["of"])) for each in page.items), page.next)

    def list_assigned(
        self, firm: FirmId, member: MemberId, *, limit: int, cursor: str | None, narrowed: str = ""
    ) -> Page[Account]:
        """List the accounts assigned to a member: one query for the pointers, one read for what they point to."""
        query = Query(keys.member_accounts(firm, member), begins=keys.MEMBER_ACCOUNTS, narrowed=narrowed)
        page = self._table.page(query, limit=limit, cursor=cursor)
        accounts = self.get_all(firm, (each["account"] for each in page.items)) if page.items else {}
        return Page(tuple(sorted(accounts.values(), key=lambda each: each.name.casefold())), page.next)

    def edit(self, before: Account, after: Account, announcement: Announcement) -> None:
        """Write a new name and kind over the version that was seen, leaving the counters alone."""
        self._table.transact(
            rewrite(before, after, "name", "kind", "v", "g1sk", "g2sk"),
            *respell(before, after),
            outbox(announcement),
        )

    def note_login(self, accounts: Sequence[Account], at: datetime) -> None:
        """Write a login to up to 50 accounts; StaleVersionError when another came between."""
        self._table.transact(*(_note(each, at) for each in accounts))

    def close(self, before: Account, after: Account, announcement: Announcement) -> None:
        """Write what has become of an account; it is found while it is not deleted.

        StaleVersionError when it was written meanwhile, be it a counter: its badge follows from them.
        """
        actions = [rewrite(before, after, *STANDING), outbox(announcement)]
        gone = [each.status is AccountStatus.DELETED for each in (before, after)]
        actions += respell(None if gone[0] else before, None if gone[1] else after)
        if before.sort is AccountSort.GUEST and gone == [False, True]:
            actions.append(clear(keys.guest_account(before.firm), schema.GUEST_ACCOUNT))
        if before.sort is AccountSort.GUEST and gone == [True, False]:
            actions.append(_hold_for_guests(after))
        self._table.transact(*actions)


# What tells whether an account is active, archived or deleted, and with it where it is listed and what it waits for.
STANDING = (
    *("status", "deleted_at", "merged_into", "v"),
    *("g1pk", "g1sk", "g2pk", "g2sk"),
    *("due_kind", "due_at", "g3pk", "g3sk", "g4pk", "g4sk"),
)


def additions(account: Account, creator: MemberId) -> list[Action]:
    """Say what a new account is made of."""
    actions = [create(items.account(account)), *respell(None, account)]
    if account.sort is AccountSort.GUEST:
        actions.append(_hold_for_guests(account))
    for member in sorted(account.assigned):
        actions.append(create(items.pointer(account, member)))
        if member != creator:
            actions.append(checks.member_active(account.firm, member))
    return actions


def rewrite(before: Account, after: Account, *attributes: str, gains: Sequence[MemberId] = ()) -> Action:
    """Write these attributes of an account over the version and status that were seen; the others stay as they are.

    Where it is listed by its badge, its counters must be those that were seen as well; where members come to those who
    are assigned, none of them may have come meanwhile.
    """
    stored = items.account(after)
    kept = [each for each in attributes if each in stored]
    lost = [each for each in attributes if each not in stored]
    sets = [f"#{each} = :{each}" for each in kept]
    if gains:
        sets.append("#assigned = list_append(#assigned, :gains)")
    parts = [f"SET {', '.join(sets)}"]
    if lost:
        parts.append(f"REMOVE {', '.join(f'#{each}' for each in lost)}")
    seen: dict[str, object] = {"v": before.v, "status": before.status.value}
    if "g2pk" in attributes:
        seen |= {"n_can_login": before.n_can_login, "n_invited": before.n_invited}
    conditions = [f"#{each} = :seen_{each}" for each in seen]
    values = {f":{each}": stored[each] for each in kept} | {f":seen_{each}": value for each, value in seen.items()}
    if gains or "assigned" in attributes:
        conditions.append("size(#assigned) = :seen_size")
        values[":seen_size"] = len(before.assigned)
    if gains:
        conditions += [f"NOT contains(#assigned, :gain_{place})" for place, _ in enumerate(gains)]
        values |= {":gains": list(gains), **{f":gain_{place}": each for place, each in enumerate(gains)}}
    return update(
        keys.account(before.firm, before.id),
        " ".join(parts),
        when=" AND ".join(conditions),
        values=values,
        failed=StaleVersionError,
    )


def respell(before: Account | None, after: Account | None) -> list[Action]:
    """Let an account be found by the words of its name of now, and by no others."""
    old = items.words(before) if before else []
    new = items.words(after) if after else []
    gone = [each for each in old if each not in new]
    return [
        *(settle(each) for each in new if each not in old),
        *(clear(Key(each["pk"], each["sk"]), schema.NAME_WORD) for each in gone),
    ]


def _note(account: Account, at: datetime) -> Action:
    seen = stamp(account.last_login_at) if account.last_login_at else None
    return update(
        keys.account(account.firm, account.id),
        "SET #last_login_at = :at",
        when="#last_login_at = :seen" if seen else "attribute_exists(#pk) AND attribute_not_exists(#last_login_at)",
        values={":at": stamp(at), **({":seen": seen} if seen else {})},
        failed=StaleVersionError,
    )


def count(before: Account, after: Account) -> Action:
    """Move an account's counters, and with them its badge, from where they were seen.

    Its name must be the one that was seen too: whoever is let in just now carries it.
    """
    badge = items.account(after).get("g2pk")  # an account that is not active stands under none
    return update(
        keys.account(after.firm, after.id),
        "SET #n_can_login = :can_login, #n_invited = :invited" + (", #g2pk = :badge" if badge else ""),
        when="#n_can_login = :seen_can_login AND #n_invited = :seen_invited AND #status = :status AND #v = :seen",
        values={
            ":can_login": after.n_can_login,
            ":invited": after.n_invited,
            **({":badge": badge} if badge else {}),
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


def _hold_for_guests(account: Account) -> Action:
    def failed(_: Item | None) -> Exception:
        return WrongStateError("The firm has an account for guests.")

    held = item(keys.guest_account(account.firm), schema.GUEST_ACCOUNT, account=account.id)
    return create(held, taken=failed)
