"""Recording: each event once, in one chain, whoever else records."""

from itertools import pairwise

import pytest

from functions.activity.service.recording import Recorder
from shared.domain.errors import UnavailableError
from shared.domain.events import Envelope
from tests.fakes.activity import FakeChain
from tests.fakes.happenings import announced, setting_changed
from tests.fakes.tenancy import Tenant

FIRM = Tenant().id


@pytest.fixture
def chain():
    return FakeChain()


@pytest.fixture
def recorder(chain):
    return Recorder(chain, sleep=lambda _: None)


def happened(count: int) -> list[Envelope]:
    return [each for after in range(count) for each in announced(setting_changed(FIRM, after))]


def assert_chained(chain: FakeChain, count: int) -> None:
    entries = sorted(chain.entries.values(), key=lambda each: each.seq)
    assert [each.seq for each in entries] == list(range(1, count + 1))
    assert all(each.is_whole for each in entries)
    assert all(after.prev == before.hash for before, after in pairwise(entries))


def test_events_are_bound_in_order_of_arrival(recorder, chain):
    events = happened(3)
    recorder.record(FIRM, [events[2], events[0], events[1]])
    assert list(chain.entries) == [events[2].id, events[0].id, events[1].id]
    assert_chained(chain, 3)


def test_a_second_delivery_changes_nothing(recorder, chain):
    events = happened(3)
    recorder.record(FIRM, events)
    before = dict(chain.entries)
    recorder.record(FIRM, events)
    assert chain.entries == before


def test_new_events_among_known_ones_are_recorded(recorder, chain):
    events = happened(5)
    recorder.record(FIRM, events[1:3])
    recorder.record(FIRM, events)
    assert set(chain.entries) == {each.id for each in events}
    assert_chained(chain, 5)


def test_an_event_twice_in_one_batch_is_recorded_once(recorder, chain):
    (event,) = happened(1)
    recorder.record(FIRM, [event, event])
    assert_chained(chain, 1)


def test_more_than_a_transaction_takes_goes_in_parts(recorder, chain):
    recorder.record(FIRM, happened(100))
    assert chain.appends == 2
    assert_chained(chain, 100)


def test_a_rival_that_came_first_is_followed(recorder, chain):
    mine, theirs = happened(2), happened(2)
    chain.rivals = [lambda: Recorder(FakeChain(chain.entries)).record(FIRM, theirs)]
    recorder.record(FIRM, mine)
    assert set(chain.entries) == {each.id for each in mine + theirs}
    assert_chained(chain, 4)


def test_rivals_without_end_leave_the_events_for_later(recorder, chain):
    theirs = happened(9)
    chain.rivals = [lambda each=each: Recorder(FakeChain(chain.entries)).record(FIRM, [each]) for each in theirs]
    mine = happened(1)
    with pytest.raises(UnavailableError):
        recorder.record(FIRM, mine)
    assert mine[0].id not in chain.entries
