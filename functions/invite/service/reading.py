"""What many services ask of storage and none of them changes."""

from collections.abc import Iterable
from typing import Protocol

from functions.invite.model.entities import Account, Contact
from shared.domain.ids import AccountId, ContactId, FirmId


class Accounts(Protocol):
    """Where accounts are read together."""

    def get_all(self, firm: FirmId, accounts: Iterable[AccountId]) -> dict[AccountId, Account]: ...


class Contacts(Protocol):
    """Where a contact is read."""

    def get(self, firm: FirmId, contact: ContactId) -> Contact: ...
