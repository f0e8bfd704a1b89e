"""Accounts are listed and searched."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, TypedDict

from functions.invite import keys
from functions.invite.model.entities import Account, Badge
from functions.invite.model.listing import Wanted
from functions.invite.model.words import found_by, sought, words
from shared.directory import AccountSort, AccountStatus, Directory
from shared.domain.errors import NotAllowedError
from shared.domain.ids import AccountId, FirmId, MemberId
from shared.domain.principals import Caller, Member, Right
from shared.table.query import Page

# One request reads the accounts a search has found together with who asks and the policy; it takes 100 keys.
_MAX_FOUND = 90


class _Place(TypedDict):
    """Where a page begins and how long it may be; `narrowed` spells what was wanted, and binds the cursor to it."""

    limit: int
    cursor: str | None
    narrowed: str


class Accounts(Protocol):
    """What this service asks of storage."""

    def get_all(self, firm: FirmId, accounts: Iterable[AccountId]) -> dict[AccountId, Account]: ...
    def list(self, firm: FirmId, *, limit: int, cursor: str | None, narrowed: str) -> Page[Account]: ...
    def list_in(
        self, firm: FirmId, status: AccountStatus, *, limit: int, cursor: str | None, narrowed: str
    ) -> Page[Account]: ...
    def list_wearing(
        self, firm: FirmId, badge: Badge, *, limit: int, cursor: str | None, narrowed: str
    ) -> Page[Account]: ...
    def list_assigned(
        self, firm: FirmId, member: MemberId, *, limit: int, cursor: str | None, narrowed: str
    ) -> Page[Account]: ...
    def search(
        self, firm: FirmId, beginning: str, *, limit: int, cursor: str | None, narrowed: str
    ) -> Page[tuple[str, AccountId]]: ...


class AccountLists:
    """The accounts a member may see, narrowed down.

    A page costs the same however many accounts there are: what does not belong into the list is left out of the page
    that was read, so a page may be short, or empty, while its cursor leads on.
    """

    def __init__(self, accounts: Accounts, directory: Directory) -> None:
        self._accounts = accounts
        self._directory = directory

    def list(
        self, caller: Caller, wanted: Wanted, text: str | None = None, *, limit: int, cursor: str | None
    ) -> Page[Account]:
        """List by name what the member may see; with a text, whose names have words that begin like its words.

        NotAllowedError when an employee asks for what is deleted. A text without a letter or digit finds nothing.
        """
        if text is not None:
            asked = words(text)
            wanted = replace(wanted, words=asked)
            if not asked:
                self._directory.gate(caller.identity)
                return Page(())
            if (beginning := sought(asked)) and wanted.status is not AccountStatus.DELETED:
                return self._found(caller, wanted, beginning, min(limit, _MAX_FOUND), cursor)
        guests = keys.guest_account(caller.identity.firm)
        scene = self._directory.gate(caller.identity, also=[guests] if wanted.sort is AccountSort.GUEST else [])
        member = scene.member
        if wanted.status is AccountStatus.DELETED and not member.is_admin:
            raise NotAllowedError
        if wanted.sort is AccountSort.GUEST:
            only = scene.items.get(guests)
            found = self._accounts.get_all(member.firm, [only["account"]]) if only else {}
            return Page(_shown(member, wanted, found.values()))
        page = self._listed(member, wanted, limit, cursor)
        return Page(_shown(member, wanted, page.items), page.next)

    def _listed(self, member: Member, wanted: Wanted, limit: int, cursor: str | None) -> Page[Account]:
        firm, place = member.firm, _Place(limit=limit, cursor=cursor, narrowed=repr(wanted))
        if not member.has(Right.VIEW_ALL_ACCOUNTS):
            return self._accounts.list_assigned(firm, member.id, **place)
        if wanted.status is not AccountStatus.ACTIVE:
            return self._accounts.list_in(firm, wanted.status, **place)
        if wanted.badge is not None:
            return self._accounts.list_wearing(firm, wanted.badge, **place)
        return self._accounts.list(firm, **place)

    def _found(self, caller: Caller, wanted: Wanted, beginning: str, limit: int, cursor: str | None) -> Page[Account]:
        """Search: the words first, then in one request who asks and the accounts whose words they are."""
        firm = caller.identity.firm
        page = self._accounts.search(firm, beginning, limit=limit, cursor=cursor, narrowed=repr(wanted))
        places = {keys.account(firm, account): word for word, account in page.items}
        listed = {(word, account) for word, account in page.items}
        scene = self._directory.gate(caller.identity, also=places)
        found = [Account.model_validate(scene.items[each]) for each in places if each in scene.items]
        once = [each for each in found if (found_by(each.name, beginning), each.id) in listed]
        return Page(_shown(scene.member, wanted, once), page.next)


def _shown(member: Member, wanted: Wanted, accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Keep what is wanted and open to the member, by name."""
    kept = [each for each in accounts if wanted.admits(each) and each.is_open_to(member)]
    return tuple(sorted(kept, key=lambda each: each.name.casefold()))
