"""The latest login of an account is that of its people; it follows each of theirs."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from functions.invite.model.entities import Account, Person
from shared.domain.events import Envelope
from shared.domain.events.invite.access import ClientLoggedIn
from shared.domain.ids import AccountId, FirmId, PersonId


class Access(Protocol):
    """Where a person stands."""

    def find_person(self, firm: FirmId, person: PersonId) -> Person | None: ...


class Accounts(Protocol):
    """Where the accounts of a person are read and written together."""

    def get_all(self, firm: FirmId, accounts: Iterable[AccountId]) -> dict[AccountId, Account]: ...
    def note_login(self, accounts: Sequence[Account], at: datetime) -> None: ...


class LoginService:
    """Writes down when somebody last logged in, with every account they may enter."""

    def __init__(self, access: Access, accounts: Accounts) -> None:
        self._access = access
        self._accounts = accounts

    def note(self, envelope: Envelope) -> None:
        """Note a login; an earlier one that comes later changes nothing. StaleVersionError when two come at once."""
        event = envelope.event
        if not isinstance(event, ClientLoggedIn):
            return
        person = self._access.find_person(event.firm, event.person)
        if person is None or not person.accounts:
            return
        at = envelope.occurred_at
        found = self._accounts.get_all(event.firm, person.accounts).values()
        behind = [each for each in found if each.erased_at is None and (each.last_login_at or at) <= at]
        if late := [each for each in behind if each.last_login_at != at]:
            self._accounts.note_login(late, at)
