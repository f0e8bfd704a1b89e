"""How far to move the stage's time."""

from datetime import timedelta

import pytest

from local.clock import duration
from local.failure import StageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8d", timedelta(days=8)),
        ("12h", timedelta(hours=12)),
        ("30m", timedelta(minutes=30)),
        ("90s", timedelta(seconds=90)),
        ("-2h", timedelta(hours=-2)),
        ("0", timedelta()),
    ],
)
def test_a_duration_is_read_in_its_unit(text, expected):
    assert duration(text) == expected


@pytest.mark.parametrize("text", ["8", "d", "8w", "1.5h", "8 d", ""])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(StageError, match="such as 8d"):
        duration(text)
