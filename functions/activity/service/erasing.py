"""Personal details go out of the record with the account they are of; what happened stays, and so does the chain."""

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Protocol

from functions.activity.model.entries import Entry
from shared.domain.errors import UnavailableError
from shared.domain.ids import AccountId, FirmId

# Each is written anew in three places.
_IN_ONE = 25


class Erasures(Protocol):
    """Where entries are found, and their personal details taken away."""

    def of_account(self, firm: FirmId, account: AccountId) -> Iterable[Sequence[Entry]]: ...
    def erase(self, entries: Sequence[Entry]) -> None: ...


class Erasing:
    """What was done stays done: begun again, it goes on with what is left."""

    def __init__(self, erasures: Erasures) -> None:
        self._erasures = erasures

    def erase(self, firm: FirmId, account: AccountId, event: str) -> None:
        """Erase the personal details of all that happened to an account, names of the team's members included.

        UnavailableError until the `event` that says so stands in the account's list itself: what was announced before
        it may be on its way till then, and is erased when this is called again.
        """
        has_arrived = False
        for page in self._erasures.of_account(firm, account):
            has_arrived = has_arrived or any(each.id == event for each in page)
            for some in batched((each for each in page if each.personal is not None), _IN_ONE, strict=False):
                self._erasures.erase(some)
        if not has_arrived:
            raise UnavailableError
