"""A clock that can be moved, for the stage on which a week must pass in a second. No other stage names an offset."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from shared.domain.clock import system_clock

# How long what was read is believed. Who moves the offset waits as long, and no function tells the old time any more.
KEPT_SECONDS = 1.0


class MovedClock:
    """System time plus an offset, which is read at most once a second."""

    def __init__(self, offset: Callable[[], timedelta]) -> None:
        self._offset = offset
        self._kept = timedelta()
        self._read_at = -KEPT_SECONDS

    def __call__(self) -> datetime:
        now = time.monotonic()
        if now - self._read_at >= KEPT_SECONDS:
            self._kept = self._offset()
            self._read_at = now
        return system_clock() + self._kept
