"""Names that stand in more than one place follow their account, or their contact."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from functions.invite.model.entities import Account, Contact, Person, Tie
from shared.domain.errors import NotFoundError
from shared.domain.events.invite.accounts import AccountUpdated
from shared.domain.events.invite.contacts import ContactDeleted, ContactUpdated
from shared.domain.ids import AccountId, ContactId, FirmId, PersonId, person_id
from shared.table.query import Page, every


class Accounts(Protocol):
    """Where the account stands under its name of now."""

    def get(self, firm: FirmId, account: AccountId) -> Account: ...


class Contacts(Protocol):
    """Where the contact stands, and their ties."""

    def get(self, firm: FirmId, contact: ContactId) -> Contact: ...
    def list_ties(self, firm: FirmId, contact: ContactId, *, limit: int, cursor: str | None) -> Page[Tie]: ...
    def write_tie(self, before: Tie, after: Tie) -> None: ...
    def drop_ties(self, ties: Sequence[Tie]) -> None: ...


class Access(Protocol):
    """Where the people of an account stand."""

    def list_ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[Tie]: ...
    def find_person(self, firm: FirmId, person: PersonId) -> Person | None: ...


class Persons(Protocol):
    """Where a person is written."""

    def save(self, credential: Person) -> Person: ...


class NameService:
    """Carries names to where they are shown. Any order of events, and any number of times, ends with the last name.

    StaleVersionError when what is to be written was written meanwhile: the event is then taken again.
    """

    def __init__(self, accounts: Accounts, contacts: Contacts, access: Access, persons: Persons) -> None:
        self._accounts = accounts
        self._contacts = contacts
        self._access = access
        self._persons = persons

    def refresh(self, event: AccountUpdated) -> None:
        """Write the account's present name to its persons. One that is gone by now has nobody left to carry it."""
        if event.account is None:
            return
        try:
            account = self._accounts.get(event.firm, event.account)
        except NotFoundError:
            return
        firm, listed = event.firm, self._access.list_ties
        for page in every(lambda cursor: listed(firm, account.id, limit=100, cursor=cursor)):
            for tie in page.items:
                self._rename(account, tie)

    def follow(self, event: ContactUpdated) -> None:
        """Write the contact's present name and language to their ties and credentials; who is gone has none left."""
        try:
            contact = self._contacts.get(event.firm, event.contact)
        except NotFoundError:
            return
        for email in contact.emails:
            person = self._access.find_person(event.firm, person_id(event.firm, email))
            if person is not None and person.contact == contact.id and person != person.held_by(contact):
                self._persons.save(person.held_by(contact))
        for tie in self._ties(event.firm, contact.id):
            if tie.contact_name != contact.name:
                named = tie.model_copy(update={"contact_name": contact.name, "v": tie.v + 1})
                self._contacts.write_tie(tie, named)

    def forget(self, event: ContactDeleted) -> None:
        """Take away what is left of a contact who is gone: ties beyond those that went along, and the credentials.

        Of a credential only that is kept which makes its old links useless for good.
        """
        if left := [each for each in self._ties(event.firm, event.contact) if not each.login]:
            for start in range(0, len(left), _AT_ONCE):
                self._contacts.drop_ties(left[start : start + _AT_ONCE])
        for email in event.emails:
            person = self._access.find_person(event.firm, person_id(event.firm, email))
            if person is None or person.contact != event.contact or person.accounts:
                continue
            if person != person.released():
                self._persons.save(person.released())

    def _ties(self, firm: FirmId, contact: ContactId) -> Iterator[Tie]:
        for page in every(lambda cursor: self._contacts.list_ties(firm, contact, limit=100, cursor=cursor)):
            yield from page.items

    def _rename(self, account: Account, tie: Tie) -> None:
        person = self._access.find_person(account.firm, tie.person) if tie.login else None
        if person is not None and person.accounts.get(account.id, account.name) != account.name:
            self._persons.save(person.named_after(account))


_AT_ONCE = 100
