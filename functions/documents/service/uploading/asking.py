"""The firm asks for files anew: what its people said before, that all is sent, is not said of these."""

from datetime import datetime
from typing import Protocol

from functions.documents.model.done import Done
from shared.domain.ids import AccountId, FirmId


class Dones(Protocol):
    """Where it stands who said that all is sent."""

    def find(self, firm: FirmId, account: AccountId) -> Done | None: ...
    def forget(self, firm: FirmId, account: AccountId, seen: Done) -> None: ...


class AskingService:
    """Clears what was said of an account before it was asked for files, however late or often it is told of that."""

    def __init__(self, dones: Dones) -> None:
        self._dones = dones

    def ask(self, firm: FirmId, account: AccountId, at: datetime) -> None:
        """Forget that all is sent, unless it was said after `at`.

        StaleVersionError when it is said just now: the event is then taken again.
        """
        seen = self._dones.find(firm, account)
        if seen is not None and seen.at <= at:
            self._dones.forget(firm, account, seen)
