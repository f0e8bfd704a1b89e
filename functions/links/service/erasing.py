"""An account is erased: what was let out of it goes for good, with whom it went to and what they did with it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from functions.links.model.erasing import Erasing
from shared.capability.model import Link
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.ids import AccountId, FirmId

# Items taken away in one go; what is left is left to the next.
AT_ONCE = 500


class Erasures(Protocol):
    """What this service asks of storage."""

    def begin(self, erasing: Erasing) -> Erasing: ...
    def due(self, now: datetime) -> Iterable[Erasing]: ...
    def first(self, firm: FirmId, account: AccountId) -> list[Link]: ...
    def forget_doings(self, link: Link) -> int: ...
    def forget(self, link: Link) -> None: ...
    def finish(self, erasing: Erasing) -> None: ...


class ErasingService:
    """Takes away all links of an account, in parts, each of which may be repeated.

    What was done with a link goes first and its head last: whatever dies half way is found again. Nobody opens one
    meanwhile, since its account is gone; whoever holds an address is told what those are told who invent one.
    """

    def __init__(self, erasures: Erasures, clock: Clock) -> None:
        self._erasures = erasures
        self._clock = clock

    def begin(self, firm: FirmId, account: AccountId) -> None:
        """Note that all links of an account are to go, and do the first part of it."""
        self._go_on(self._erasures.begin(Erasing(firm=firm, account=account, since=self._clock())))

    def carry_on(self) -> int:
        """Do the next part of each that is begun, and count them."""
        count = 0
        for each in self._erasures.due(self._clock()):
            self._go_on(each)
            count += 1
        return count

    def _go_on(self, erasing: Erasing) -> None:
        """Do a part; where the index shows only what is gone, the rest is left to the next."""
        left = AT_ONCE
        try:
            while links := self._erasures.first(erasing.firm, erasing.account):
                for each in links:
                    left = self._take_away(each, left)
                    if left <= 0:
                        return
            self._erasures.finish(erasing)
        except StaleVersionError:
            return

    def _take_away(self, link: Link, left: int) -> int:
        """Take away as much of one link as the part has room for; what is left of the part."""
        while left > 0 and (gone := self._erasures.forget_doings(link)):
            left -= gone
        if left > 0:
            self._erasures.forget(link)
            left -= 1 + link.recipients
        return left
