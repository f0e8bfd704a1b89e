"""The stage's time, which can be moved on this stage and no other.

`make clock BY=8d` moves it eight days ahead of the machine's, `BY=0` returns; without BY it is told.
"""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from local.aws import client
from local.failure import StageError, main
from local.place import Place
from local.stage import Addresses, Stage
from shared.moved_clock import KEPT_SECONDS

_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_AMOUNT = re.compile(r"(-?\d+)([dhms]?)")


class StageClock:
    """The offset all functions add to the system's time; they look it up at most once a second."""

    def __init__(self, addresses: Addresses) -> None:
        """Point at the parameter that holds the offset's seconds."""
        self._ssm = client(addresses.endpoint, "ssm")
        self._parameter = addresses.outputs["ClockParameter"]

    @property
    def offset(self) -> timedelta:
        return timedelta(seconds=int(self._ssm.get_parameter(Name=self._parameter)["Parameter"]["Value"]))

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def move(self, by: timedelta) -> None:
        """Set the offset from the system's time (zero returns to it); on return every function tells the new one."""
        seconds = str(int(by.total_seconds()))
        self._ssm.put_parameter(Name=self._parameter, Value=seconds, Type="String", Overwrite=True)
        time.sleep(KEPT_SECONDS)

    @contextmanager
    def ahead(self, by: timedelta) -> Iterator[None]:
        """Be so much later than now for a while; then it is as it was, whatever happens."""
        before = self.offset
        self.move(before + by)
        try:
            yield
        finally:
            self.move(before)


def duration(text: str) -> timedelta:
    """Read `8d`, `12h`, `30m`, `90s`, each with a minus if wanted, or `0`.

    Raises:
        StageError: It is none of these.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None or (not match[2] and match[1] != "0"):
        raise StageError(f"BY is a number of days, hours or minutes such as 8d, 12h or 30m, or 0; not {text!r}.")
    return timedelta(**{_UNITS[match[2] or "s"]: int(match[1])})


def run() -> None:
    """Move the clock by the argument, if there is one, and tell the stage's time."""
    clock = StageClock(Stage.read(Place.from_environment()).addresses)
    if len(sys.argv) > 1:
        clock.move(duration(sys.argv[1]))
    offset = clock.offset
    ahead = f"  ({offset} from the machine's time)" if offset else ""
    print(f"The stage's time is {clock.now():%Y-%m-%d %H:%M:%S} UTC{ahead}")


if __name__ == "__main__":
    main(run)
