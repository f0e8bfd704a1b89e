import pytest

from shared.bus import BYTES_PER_CALL, Bus, Detail, batches
from tests.fakes.events import RecordingEvents
from tests.fakes.faults import FaultyClient
from tests.fakes.refusals import lost_answer, throttled


def events(count: int, *, size: int = 0) -> list[tuple[str, Detail]]:
    return [("portal.invite", {"id": str(n), "name": "member.logged_in", "data": "x" * size}) for n in range(count)]


def ids(of: list[tuple[str, Detail]]) -> list[str]:
    return [detail["id"] for _, detail in of]


def test_events_go_out_in_order_ten_at_a_time():
    client = RecordingEvents()
    assert Bus(lambda: client, "bus").put(events(23)) == []
    assert client.calls == 3
    assert [each["id"] for each in client.details] == [str(n) for n in range(23)]


def test_an_entry_names_bus_source_and_kind():
    client = RecordingEvents()
    Bus(lambda: client, "bus").put(events(1))
    (entry,) = client.entries
    assert entry["EventBusName"] == "bus"
    assert entry["Source"] == "portal.invite"
    assert entry["DetailType"] == "member.logged_in"


def test_nothing_to_send_is_no_call():
    client = RecordingEvents()
    assert Bus(lambda: client, "bus").put([]) == []
    assert client.calls == 0


def test_of_ten_one_refused_comes_back_and_the_others_are_out():
    client = RecordingEvents(lambda entry: '"id":"4"' in entry["Detail"])
    assert ids(Bus(lambda: client, "bus").put(events(10))) == ["4"]
    assert [each["id"] for each in client.details] == [str(n) for n in range(10) if n != 4]


@pytest.mark.parametrize("error", [throttled, lost_answer])
def test_of_a_call_that_failed_whole_all_come_back_and_the_next_call_goes_on(error):
    client = RecordingEvents()
    faulty = FaultyClient(client)
    faulty.fail("put_events", error=error)
    assert ids(Bus(lambda: faulty, "bus").put(events(12))) == [str(n) for n in range(10)]
    assert [each["id"] for each in client.details] == ["10", "11"]
    faulty.assert_fired()


def test_large_events_share_a_call_only_as_far_as_it_takes_them():
    client = RecordingEvents()
    assert Bus(lambda: client, "bus").put(events(10, size=60 * 1024)) == []
    assert client.calls == 3
    assert len(client.entries) == 10


def test_an_event_too_large_for_any_call_comes_back_alone():
    client = RecordingEvents()
    sent = [*events(2), *events(1, size=BYTES_PER_CALL), *events(2)]
    (refused,) = Bus(lambda: client, "bus").put(sent)
    assert refused is sent[2]
    assert len(client.entries) == 4


def test_batches_hold_everything_once_and_in_order():
    sent = events(35, size=40 * 1024)
    cut = list(batches(sent))
    assert [each for batch in cut for each in batch] == sent
    assert all(batch for batch in cut)
