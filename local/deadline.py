"""Waiting for something another part of the stage does in its own time."""

import time
from collections.abc import Callable

from local.failure import StageError

WITHIN = 30.0
EVERY = 0.2


def poll[T](
    look: Callable[[], T | None], complaint: Callable[[], str], within: float = WITHIN, *, every: float = EVERY
) -> T:
    """Return what `look` finds, asking again, so many seconds apart, until it finds something.

    Raises:
        StageError: Nothing in time; the message is `complaint`'s, made then.
    """
    deadline = time.monotonic() + within
    while (found := look()) is None:
        if time.monotonic() > deadline:
            raise StageError(complaint())
        time.sleep(every)
    return found
