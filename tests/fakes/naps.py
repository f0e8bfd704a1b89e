"""Sleeping without waiting."""

import pytest

from shared.jobs.worker import Worker


class Naps:
    """Stands in for `time.sleep` and keeps how long was asked for."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def without_naps(patch: pytest.MonkeyPatch) -> None:
    """Let every pause before another try, which has jitter, be the shortest, which is none; and so a job's pace."""
    patch.setattr("shared.table.retries.secrets.randbelow", lambda _: 0)
    assert Worker.__init__.__kwdefaults__ is not None
    patch.setitem(Worker.__init__.__kwdefaults__, "sleep", lambda _: None)
