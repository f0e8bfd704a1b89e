"""Accounts, contacts and ties as an export goes through them, a stretch at a time from a place of its own."""

from collections.abc import Iterable, Iterator
from itertools import batched

from functions.invite import keys
from functions.invite.model.entities import Account, Contact, Tie
from shared.directory import AccountStatus, MemberRecord
from shared.domain.ids import AccountId, ContactId, FirmId, MemberId
from shared.table.query import Query
from shared.table.table import Table

_PAGE = 100
type Place = dict[str, str]


class DepartureRepository:
    """Reads ACCOUNT, CONTACT, TIE and MEMBER; writes nothing."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def accounts(self, firm: FirmId, status: AccountStatus, start: Place | None) -> tuple[list[Account], Place | None]:
        """Give the next hundred accounts by name, and where those after them begin."""
        active = status is AccountStatus.ACTIVE
        query = Query(keys.accounts(firm) if active else keys.accounts_in(firm, status), index="g1")
        found = self._table.stretch(query, _PAGE, start)
        return list(map(Account.model_validate, found.items)), found.last

    def contacts(self, firm: FirmId, start: Place | None) -> tuple[list[Contact], Place | None]:
        """Give the next hundred contacts by name, and where those after them begin."""
        found = self._table.stretch(Query(keys.contacts(firm), index="g1"), _PAGE, start)
        return list(map(Contact.model_validate, found.items)), found.last

    def ties(self, firm: FirmId, account: AccountId) -> Iterator[Tie]:
        """Yield everybody tied to an account."""
        start: Place | None = None
        while True:
            found = self._table.stretch(Query(keys.ties(firm, account), begins=keys.TIES), _PAGE, start)
            yield from map(Tie.model_validate, found.items)
            start = found.last
            if start is None:
                return

    def is_tied(self, firm: FirmId, contact: ContactId) -> bool:
        found = self._table.stretch(Query(keys.accounts_of_contact(firm, contact), index="g1"), 1)
        return bool(found.items)

    def by_id(self, firm: FirmId, contacts: Iterable[ContactId]) -> dict[ContactId, Contact]:
        """Read contacts together, a hundred a request; those that are gone are left out."""
        read: dict[ContactId, Contact] = {}
        for some in batched(dict.fromkeys(contacts), _PAGE, strict=False):
            found = self._table.batch_get(keys.contact(firm, each) for each in some)
            read.update((each.id, each) for each in map(Contact.model_validate, found.values()))
        return read

    def emails(self, firm: FirmId, members: Iterable[MemberId]) -> dict[MemberId, str]:
        """Tell by which e-mails members are named."""
        read: dict[MemberId, str] = {}
        for some in batched(dict.fromkeys(members), _PAGE, strict=False):
            found = self._table.batch_get(keys.member(firm, each) for each in some)
            read.update((each.id, each.email) for each in map(MemberRecord.model_validate, found.values()))
        return read
