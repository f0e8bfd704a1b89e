"""The sweep that puts the heads of the chains where nobody can change them: each firm's once a day."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from functions.activity.model.entries import Head
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError, UnavailableError

# Ten thousand firms are due at midnight: so many a minute are done by ten past.
AT_ONCE = 1000
# After so many the bucket is not there at all.
_MOST_FAILURES = 10


class Heads(Protocol):
    """Where heads stand that wait to be anchored."""

    def due(self, now: datetime) -> Iterable[Head]: ...
    def put_off(self, head: Head, until: datetime) -> None: ...


class Anchors(Protocol):
    """Where they are kept."""

    def drop(self, head: Head) -> None: ...


class Anchoring:
    """A sweep that died is gone on with by the next; one that came twice put the same there twice."""

    def __init__(self, heads: Heads, anchors: Anchors, clock: Clock) -> None:
        self._heads = heads
        self._anchors = anchors
        self._clock = clock

    def anchor(self) -> int:
        """Anchor what is due, a thousand at most, and count it; UnavailableError at the end for what could not be."""
        now = self._clock()
        anchored = 0
        failures: list[UnavailableError] = []
        for head in self._heads.due(now):
            if head.due_at is None or head.due_at > now:
                continue
            try:
                anchored += self._anchor(head, now)
            except UnavailableError as failure:
                failures.append(failure)  # one that can't be anchored keeps no other from it
            if anchored == AT_ONCE or len(failures) == _MOST_FAILURES:
                break
        if failures:
            raise failures[0] if len(failures) == 1 else ExceptionGroup("not all chains were anchored", failures)
        return anchored

    def _anchor(self, head: Head, now: datetime) -> bool:
        """Anchor one, unless another sweep did meanwhile."""
        self._anchors.drop(head)
        try:
            self._heads.put_off(head, midnight_after(now))
        except StaleVersionError:
            return False
        return True


def midnight_after(at: datetime) -> datetime:
    """Tell when the day ends by UTC, which every firm's head is anchored by."""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=1)
