"""Names that stand in more than one place follow their account when it is renamed."""

from typing import Protocol

from functions.invite.model.entities import Account, Person, Tie
from shared.domain.errors import NotFoundError
from shared.domain.events.invite.accounts import AccountUpdated
from shared.domain.ids import AccountId, FirmId, PersonId
from shared.table.query import Page


class Accounts(Protocol):
    """Where the account stands under its name of now."""

    def get(self, firm: FirmId, account: AccountId) -> Account: ...


class Access(Protocol):
    """Where the people of an account stand."""

    def list_ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Tie]: ...
    def find_person(self, firm: FirmId, person: PersonId) -> Person | None: ...


class Persons(Protocol):
    """Where a person is written."""

    def save(self, credential: Person) -> Person: ...


class NameService:
    """Carries an account's name to the persons who may enter it."""

    def __init__(self, accounts: Accounts, access: Access, persons: Persons) -> None:
        self._accounts = accounts
        self._access = access
        self._persons = persons

    def refresh(self, event: AccountUpdated) -> None:
        """Write the account's present name to its persons; whatever the order of events, the last name wins.

        An account that is gone by now has nobody left to carry its name. StaleVersionError when a person was written
        meanwhile: the event is then taken again.
        """
        if event.account is None:
            return
        try:
            account = self._accounts.get(event.firm, event.account)
        except NotFoundError:
            return
        cursor: str | None = None
        while True:
            page = self._access.list_ties(event.firm, account.id, limit=100, cursor=cursor)
            for tie in page.items:
                self._rename(account, tie)
            cursor = page.next
            if cursor is None:
                return

    def _rename(self, account: Account, tie: Tie) -> None:
        person = self._access.find_person(account.firm, tie.person) if tie.login else None
        if person is not None and person.accounts.get(account.id, account.name) != account.name:
            self._persons.save(person.with_account(account))
