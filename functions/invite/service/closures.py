"""Whether an account is open stands with its people too, so that the list of the pending need not read accounts."""

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Protocol

from functions.invite.model.entities import Account, Person, Tie
from shared.domain.errors import NotFoundError
from shared.domain.events.invite.accounts import AccountArchived, AccountDeleted, AccountRestored
from shared.domain.events.invite.emails import ContactEmailChanged
from shared.domain.ids import AccountId, FirmId, PersonId
from shared.table.query import Page, every

# Ties read, and persons written, together.
_READ_TOGETHER = 100
_AT_ONCE = 25


class Accounts(Protocol):
    """Where accounts stand."""

    def get(self, firm: FirmId, account: AccountId) -> Account: ...
    def get_all(self, firm: FirmId, accounts: Iterable[AccountId]) -> dict[AccountId, Account]: ...


class Access(Protocol):
    """Where the people of an account stand."""

    def list_ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Tie]: ...
    def persons(self, firm: FirmId, persons: Sequence[PersonId]) -> dict[PersonId, Person]: ...
    def find_person(self, firm: FirmId, person: PersonId) -> Person | None: ...
    def note(self, accounts: Iterable[Account], persons: Iterable[Person]) -> None: ...


class ClosureService:
    """Tells people which of their accounts are archived or deleted.

    Written is how an account stands, not what the event said, and only while it stands so: any order of events, and
    any number of times, ends alike. StaleVersionError when something was written meanwhile: the event is then taken
    again, and passes over whoever knows already.
    """

    def __init__(self, accounts: Accounts, access: Access) -> None:
        self._accounts = accounts
        self._access = access

    def tell(self, event: AccountArchived | AccountDeleted | AccountRestored) -> None:
        """Tell everybody who enters the account. One that is gone by now has nobody left."""
        if event.account is None:
            return
        try:
            account = self._accounts.get(event.firm, event.account)
        except NotFoundError:
            return
        firm, listed = event.firm, self._access.list_ties
        for page in every(lambda cursor: listed(firm, account.id, limit=_READ_TOGETHER, cursor=cursor)):
            self._tell(account, [each.person for each in page.items if each.login])

    def follow(self, event: ContactEmailChanged) -> None:
        """Tell whoever stands at the new address: before its ties came, nobody would have found them there."""
        person = self._access.find_person(event.firm, event.successor)
        if person is None or not person.accounts:
            return
        accounts = self._accounts.get_all(event.firm, person.accounts).values()
        changed = [each for each in accounts if person.knowing(each) is not person]
        if changed:
            self._access.note(changed, [person.knowing(*changed)])

    def _tell(self, account: Account, people: Sequence[PersonId]) -> None:
        entering = self._access.persons(account.firm, people).values() if people else ()
        unaware = [each for each in entering if account.id in each.accounts and each.knowing(account) is not each]
        for some in batched(unaware, _AT_ONCE, strict=False):
            self._access.note([account], [each.knowing(account) for each in some])
