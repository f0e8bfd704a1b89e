"""Accounts are added, read and edited."""

from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import MAX_ASSIGNED, Account, AccountKind
from shared.directory import AccountSort, AccountStatus, Directory, FirmRecord, Scene
from shared.domain.clock import Clock
from shared.domain.errors import LimitReachedError, StaleVersionError, WrongStateError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.accounts import AccountCreated, AccountUpdated
from shared.domain.ids import AccountId, FirmId, MemberId, new
from shared.domain.principals import Caller, Right
from shared.table.idempotency import Once, ReplayError


class Accounts(Protocol):
    """What this service asks of storage."""

    def add(self, account: Account, creator: MemberId, announcement: Announcement, once: Once | None) -> None: ...
    def get(self, firm: FirmId, account: AccountId) -> Account: ...
    def edit(self, before: Account, after: Account, announcement: Announcement) -> None: ...


class AccountService:
    """The firm's clients."""

    def __init__(self, accounts: Accounts, directory: Directory, clock: Clock) -> None:
        self._accounts = accounts
        self._directory = directory
        self._clock = clock

    def add(
        self,
        caller: Caller,
        once: Once | None,
        *,
        name: str,
        kind: AccountKind,
        assigned: frozenset[MemberId] | None,
        sort: AccountSort = AccountSort.NORMAL,
    ) -> Account:
        """Add an account and give the assigned access; left out, the creator is assigned.

        Asks `manage_accounts`, and to assign anybody but oneself `assign_team_members`. The account for guests, of
        which a firm has one, is the owner's to follow. What a test account would mail goes to the member who set it up.
        """
        tenant = keys.firm(caller.identity.firm)
        scene = self._directory.gate(caller.identity, also=[tenant])
        creator = scene.demand(Right.MANAGE_ACCOUNTS)
        members = frozenset({creator.id}) if assigned is None else assigned
        if members != {creator.id}:
            scene.demand(Right.ASSIGN_TEAM_MEMBERS)
        if sort is AccountSort.GUEST:
            members |= {FirmRecord.model_validate(scene.items[tenant]).owner}
        if len(members) > MAX_ASSIGNED // 4:
            raise LimitReachedError(f"An account is created with at most {MAX_ASSIGNED // 4} assigned members.")
        now = self._clock()
        account = Account(
            firm=scene.firm,
            id=AccountId(new("acc", now)),
            name=name,
            kind=kind.value,
            sort=sort,
            tested_by=creator.id if sort is AccountSort.TEST else None,
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

    def edit(
        self, caller: Caller, account: AccountId, *, seen: int, name: str | None = None, kind: AccountKind | None = None
    ) -> Account:
        """Change name or kind; what is the same, or left out, changes and logs nothing. Asks `manage_accounts`.

        The call may be repeated when its answer was lost: the very next version that is so is the one it made.
        """
        scene = self._directory.gate(caller.identity, account=account)
        member = scene.demand(Right.MANAGE_ACCOUNTS)
        standing = _account(scene, account)
        wanted = {"name": name or standing.name, "kind": kind.value if kind else standing.kind}
        before = {key: getattr(standing, key) for key, value in wanted.items() if getattr(standing, key) != value}
        if standing.v == seen + 1 and not before and (name or kind):
            return standing
        if standing.v != seen:
            raise StaleVersionError
        if not before:
            return standing
        if standing.status is not AccountStatus.ACTIVE:
            raise WrongStateError("The account is not active.")
        edited = standing.model_copy(update={**wanted, "v": standing.v + 1})
        event = AccountUpdated(
            firm=scene.firm,
            account=account,
            object=ObjectRef(kind="account", id=account),
            before=before,
            after={key: wanted[key] for key in before},
        )
        self._accounts.edit(standing, edited, Announcement.of(self._clock(), member.actor, caller.provenance, event))
        return edited


def created(account: Account) -> AccountCreated:
    return AccountCreated(
        firm=account.firm,
        account=account.id,
        object=ObjectRef(kind="account", id=account.id),
        kind=account.kind,
        sort=account.sort.value,
        assigned=tuple(sorted(account.assigned)),
        account_name=account.name,
    )


def _account(scene: Scene, account: AccountId) -> Account:
    return Account.model_validate(scene.items[keys.account(scene.firm, account)])
