from datetime import UTC, datetime, timedelta, timezone

import pytest

from shared.domain.clock import stamp, system_clock
from shared.moved_clock import MovedClock
from tests.fakes.clock import START


class Monotonic:
    """The machine's own steady clock, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Monotonic:
    monotonic = Monotonic()
    monkeypatch.setattr("shared.moved_clock.time.monotonic", monotonic)
    monkeypatch.setattr("shared.moved_clock.system_clock", lambda: START)
    return monotonic


class Offset:
    def __init__(self, days: int) -> None:
        self.days = days
        self.reads = 0

    def __call__(self) -> timedelta:
        self.reads += 1
        return timedelta(days=self.days)


def test_the_moved_clock_is_ahead_by_its_offset(seconds: Monotonic):
    assert MovedClock(Offset(8))() == START + timedelta(days=8)
    assert MovedClock(Offset(0))() == START


def test_the_offset_is_read_at_most_once_a_second(seconds: Monotonic):
    offset = Offset(8)
    clock = MovedClock(offset)
    for _ in range(50):
        clock()
    assert offset.reads == 1
    seconds.now += 0.99
    clock()
    assert offset.reads == 1
    seconds.now += 0.01
    offset.days = 0
    assert clock() == START
    assert offset.reads == 2


def test_the_offset_is_read_at_the_first_call_even_just_after_the_machine_started(seconds: Monotonic):
    seconds.now = 0.0
    assert MovedClock(Offset(8))() == START + timedelta(days=8)


def test_the_system_clock_tells_an_aware_instant_in_utc():
    now = system_clock()
    assert now.tzinfo is UTC
    assert now >= datetime(2026, 1, 1, tzinfo=UTC)


def test_stamps_sort_as_time_whatever_the_zone():
    east = timezone(timedelta(hours=14))
    instants = [START + timedelta(microseconds=n) for n in (0, 1, 10, 1_000_000)]
    assert [stamp(each.astimezone(east)) for each in instants] == sorted(stamp(each) for each in instants)
    assert stamp(START) == "2026-11-22T09:00:00.000000Z"
    assert datetime.fromisoformat(stamp(START)) == START
