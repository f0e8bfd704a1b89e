"""The counter itself."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from shared.domain.clock import Clock, stamp
from shared.domain.ids import FirmId
from shared.limits import keys
from shared.limits.rules import Tally, TooManyRequestsError
from shared.table.actions import Action, Item, update
from shared.table.schema import LIMIT_COUNT
from shared.table.table import Table

# A window that is over serves nothing; a day on, whoever reads the table after an attack still sees it.
KEPT_FOR = timedelta(days=1)


class Limiter:
    """Counts tries of one firm's people and things.

    It fails shut: what stands behind it needs the same table, so a try that cannot be counted could not succeed either.
    """

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def count(self, firm: FirmId, tallies: Iterable[Tally]) -> None:
        """Count a try in all tallies or none, one write request.

        TooManyRequestsError, with the seconds until its window ends, when one of them is full.
        """
        self._table.transact(*self.counting(firm, tallies))

    def counting(self, firm: FirmId, tallies: Iterable[Tally]) -> list[Action]:
        """Give the count as actions, for a use case that counts its try and does it in one transaction."""
        now = self._clock()
        return [_counted(firm, each, now) for each in tallies]


def _counted(firm: FirmId, tally: Tally, now: datetime) -> Action:
    ends_at = tally.limit.ends_at(now)

    def full(_: Item | None) -> Exception:
        return TooManyRequestsError(retry_after=max(1, ceil((ends_at - now).total_seconds())))

    return update(
        keys.count(firm, tally.digest(firm), stamp(tally.limit.starts_at(now))),
        "SET #et = :kind, #sv = :version, #ttl = :ttl, #n = if_not_exists(#n, :none) + :one",
        when="attribute_not_exists(#n) OR #n < :most",
        values={
            ":kind": LIMIT_COUNT.name,
            ":version": LIMIT_COUNT.version,
            ":ttl": int((ends_at + KEPT_FOR).timestamp()),
            ":none": 0,
            ":one": 1,
            ":most": tally.limit.most,
        },
        failed=full,
    )
