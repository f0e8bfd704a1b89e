"""The sweep that puts the heads of the chains where nobody can change them: each firm's once a day."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from functions.activity.model.entries import Head
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError

# Ten thousand firms are due at midnight: so many a minute are done by ten past.
AT_ONCE = 1000


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
        """Anchor what is due, a thousand at most, and count it."""
        now = self._clock()
        anchored = 0
        for head in self._heads.due(now):
            if head.due_at is None or head.due_at > now:
                continue
            self._anchors.drop(head)
            try:
                self._heads.put_off(head, midnight_after(now))
            except StaleVersionError:
                continue  # another sweep did it meanwhile
            anchored += 1
            if anchored == AT_ONCE:
                break
        return anchored


def midnight_after(at: datetime) -> datetime:
    """Tell when the day ends by UTC, which every firm's head is anchored by."""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=1)
