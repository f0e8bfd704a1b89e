"""Who has not come in yet: login is ticked in an open account, and nothing was sent, or it was and nobody signed up."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Protocol

from functions.invite.model.entities import Person
from shared.directory import Directory
from shared.domain.ids import AccountId, FirmId, MemberId
from shared.domain.principals import Caller, Right
from shared.table.query import Page

# One request tells of so many accounts whether they are assigned; a person has fewer.
_MOST_READ = 100


class Pending(Protocol):
    """What this service asks of storage."""

    def list_pending(
        self, firm: FirmId, *, newest: bool, limit: int, cursor: str | None, most_accounts: int | None = None
    ) -> Page[Person]: ...
    def assigned_among(self, firm: FirmId, member: MemberId, accounts: Iterable[AccountId]) -> frozenset[AccountId]: ...


class PendingService:
    """The list of those who are waited for."""

    def __init__(self, pending: Pending, directory: Directory) -> None:
        self._pending = pending
        self._directory = directory

    def list(self, caller: Caller, *, newest: bool, limit: int, cursor: str | None) -> Page[Person]:
        """List them by when their link was sent, each with those of their open accounts that the member may see.

        Whoever is in none of these is left out, so a page may be short, or empty with a cursor that leads on.
        """
        scene = self._directory.gate(caller.identity)
        sees_all = scene.member.has(Right.VIEW_ALL_ACCOUNTS)
        most = None if sees_all else _MOST_READ
        page = self._pending.list_pending(scene.firm, newest=newest, limit=limit, cursor=cursor, most_accounts=most)
        accounts = frozenset(account for each in page.items for account in each.open_accounts)
        if accounts and not sees_all:
            accounts = self._pending.assigned_among(scene.firm, scene.member.id, accounts)
        return Page(tuple(_seen(accounts, page.items)), page.next)


def _seen(accounts: AbstractSet[AccountId], persons: Iterable[Person]) -> Iterable[Person]:
    for each in persons:
        shown = {account: name for account, name in each.open_accounts.items() if account in accounts}
        if shown:
            yield each.model_copy(update={"accounts": shown})
