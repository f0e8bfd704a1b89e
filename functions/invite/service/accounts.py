"""Accounts are added, listed and renamed."""

from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import MAX_ASSIGNED, Account, AccountKind
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import LimitReachedError, StaleVersionError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.accounts import AccountCreated, AccountUpdated
from shared.domain.ids import AccountId, FirmId, MemberId, new
from shared.domain.principals import Caller, Right
from shared.table.idempotency import Once, ReplayError
from shared.table.query import Page


class Accounts(Protocol):
    """What this service asks of storage."""

    def add(self, account: Account, creator: MemberId, announcement: Announcement, once: Once | None) -> None: ...
    def get(self, firm: FirmId, account: AccountId) -> Account: ...
    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Account]: ...
    def list_assigned(self, firm: FirmId, member: MemberId, *, limit: int, cursor: str | None) -> Page[Account]: ...
    def rename(self, account: Account, *, seen: int, announcement: Announcement) -> None: ...


class AccountService:
    """The firm's clients."""

    def __init__(self, accounts: Accounts, directory: Directory, clock: Clock) -> None:
        self._accounts = accounts
        self._directory = directory
        self._clock = clock

    def add(
        self, caller: Caller, once: Once | None, *, name: str, kind: AccountKind, assigned: frozenset[MemberId] | None
    ) -> Account:
        """Add an account and give the assigned access; left out, the creator is assigned. Asks `manage_accounts`."""
        scene = self._directory.gate(caller.identity)
        creator = scene.demand(Right.MANAGE_ACCOUNTS)
        members = frozenset({creator.id}) if assigned is None else assigned
        if len(members) > MAX_ASSIGNED // 4:
            raise LimitReachedError(f"An account is created with at most {MAX_ASSIGNED // 4} assigned members.")
        now = self._clock()
        account = Account(
            firm=scene.firm,
            id=AccountId(new("acc", now)),
            name=name,
            kind=kind.value,
            assigned=members,
            created_at=now,
        )
        announcement = Announcement.of(now, creator.actor, caller.provenance, created(account))
        try:
            self._accounts.add(account, creator.id, announcement, once)
        except ReplayError as done:
            return self._accounts.get(scene.firm, AccountId(done.made[0]))
        return account

    def get(self, caller: Caller, account: AccountId) -> Account:
        return _account(self._directory.gate(caller.identity, account=account), account)

    def list(self, caller: Caller, *, limit: int, cursor: str | None) -> Page[Account]:
        """List what the member may see: all by name, or those assigned to them."""
        member = self._directory.gate(caller.identity).member
        if member.has(Right.VIEW_ALL_ACCOUNTS):
            return self._accounts.list(member.firm, limit=limit, cursor=cursor)
        return self._accounts.list_assigned(member.firm, member.id, limit=limit, cursor=cursor)

    def rename(self, caller: Caller, account: AccountId, *, seen: int, name: str | None) -> Account:
        """Give the account another name; the same name, or none, changes and logs nothing. Asks `manage_accounts`.

        The call may be repeated when its answer was lost: the very next version under that name is the one it made.
        """
        scene = self._directory.gate(caller.identity, account=account)
        member = scene.demand(Right.MANAGE_ACCOUNTS)
        standing = _account(scene, account)
        if name == standing.name and standing.v == seen + 1:
            return standing
        if standing.v != seen:
            raise StaleVersionError
        if name is None or name == standing.name:
            return standing
        renamed = standing.model_copy(update={"name": name, "v": standing.v + 1})
        event = AccountUpdated(
            firm=scene.firm,
            account=account,
            object=ObjectRef(kind="account", id=account),
            before={"name": standing.name},
            after={"name": name},
        )
        announcement = Announcement.of(self._clock(), member.actor, caller.provenance, event)
        self._accounts.rename(renamed, seen=seen, announcement=announcement)
        return renamed


def created(account: Account) -> AccountCreated:
    return AccountCreated(
        firm=account.firm,
        account=account.id,
        object=ObjectRef(kind="account", id=account.id),
        kind=account.kind,
        assigned=tuple(sorted(account.assigned)),
        account_name=account.name,
    )


def _account(scene: Scene, account: AccountId) -> Account:
    return Account.model_validate(scene.items[keys.account(scene.firm, account)])
