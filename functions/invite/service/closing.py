"""Accounts are archived, deleted and restored."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from functions.invite import keys
from functions.invite.model.accounts import KEPT_FOR, Account
from shared.directory import AccountStatus, Directory
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.invite.accounts import AccountArchived, AccountDeleted, AccountRestored
from shared.domain.ids import AccountId
from shared.domain.principals import Caller, Member, Right

_TRIES = 3

type Change = Callable[[Account, Member, datetime], tuple[Account, list[Event]] | None]


class Accounts(Protocol):
    """Where an account is written."""

    def close(self, before: Account, after: Account, announcement: Announcement) -> None: ...


class ClosingService:
    """What becomes of an account. All of it asks `manage_accounts`, and may be repeated: what is so stays so."""

    def __init__(self, accounts: Accounts, directory: Directory, clock: Clock) -> None:
        self._accounts = accounts
        self._directory = directory
        self._clock = clock

    def archive(self, caller: Caller, account: AccountId) -> Account:
        """Keep the account's people out and let the team read on."""
        return self._change(caller, account, _archive)

    def delete(self, caller: Caller, account: AccountId) -> Account:
        """Take the account from everybody, an active one by way of the archive; for 30 days it can be restored."""
        return self._change(caller, account, _delete)

    def restore(self, caller: Caller, account: AccountId) -> Account:
        """Let the account be active again. A deleted one is there for owner and admin alone.

        WrongStateError when it went into another account, when its 30 days are over, or when the firm has another
        account for guests by now.
        """
        return self._change(caller, account, _restore)

    def _change(self, caller: Caller, account: AccountId, change: Change) -> Account:
        """Do it on what stands; whatever else is written meanwhile is no reason to refuse."""
        place = keys.account(caller.identity.firm, account)
        for _ in range(_TRIES):
            scene = self._directory.gate(caller.identity, also=[place])
            standing = Account.model_validate(scene.items[place]) if place in scene.items else None
            if standing is None or standing.erased_at is not None or not standing.is_open_to(scene.member):
                raise NotFoundError
            member = scene.demand(Right.MANAGE_ACCOUNTS)
            now = self._clock()
            changed = change(standing, member, now)
            if changed is None:
                return standing
            after, events = changed
            announcement = Announcement.of(now, member.actor, caller.provenance, *events)
            try:
                self._accounts.close(standing, after, announcement)
            except StaleVersionError:
                continue
            return after
        raise UnavailableError


def _archive(account: Account, _: Member, __: datetime) -> tuple[Account, list[Event]] | None:
    if account.status is AccountStatus.DELETED:
        raise NotFoundError
    if account.status is AccountStatus.ARCHIVED:
        return None
    return account.archived(), [_archived(account)]


def _delete(account: Account, _: Member, now: datetime) -> tuple[Account, list[Event]] | None:
    if account.status is AccountStatus.DELETED:
        return None
    after = account.deleted(now)
    deleted = AccountDeleted(
        firm=account.firm,
        account=account.id,
        object=_ref(account),
        erases_at=now + KEPT_FOR,
        account_name=account.name,
    )
    by_way_of = [_archived(account)] if account.status is AccountStatus.ACTIVE else []
    return after, [*by_way_of, deleted]


def _restore(account: Account, member: Member, now: datetime) -> tuple[Account, list[Event]] | None:
    if account.status is AccountStatus.DELETED and not member.is_admin:
        raise NotFoundError
    if account.status is AccountStatus.ACTIVE:
        return None
    restored = AccountRestored(
        firm=account.firm,
        account=account.id,
        object=_ref(account),
        was=account.status.value,
        account_name=account.name,
    )
    return account.restored(now), [restored]


def _archived(account: Account) -> AccountArchived:
    return AccountArchived(firm=account.firm, account=account.id, object=_ref(account), account_name=account.name)


def _ref(account: Account) -> ObjectRef:
    return ObjectRef(kind="account", id=account.id)
