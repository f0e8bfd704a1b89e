"""The client that fails when told to, held to what it promises."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.fakes.faults import FaultyClient, hit, points
from tests.fakes.refusals import lost_answer


class Counter:
    """A client that counts what was done."""

    def __init__(self) -> None:
        self.done = 0

    def act(self, **_: Any) -> dict[str, Any]:
        self.done += 1
        return {}

    def batch_get_item(self, **_: Any) -> dict[str, Any]:
        return {"Responses": {"t": [1]}}


def test_a_fault_before_leaves_nothing_done_and_one_after_has_it_done():
    for moment, done in (("before", 0), ("after", 1)):
        counter = Counter()
        client = FaultyClient(counter)
        client.fail("act", moment="after" if moment == "after" else "before")
        with pytest.raises(ClientError):
            client.act()
        assert (counter.done, len(client.calls), len(client.done)) == (done, 1, done)


def test_a_fault_hits_the_call_it_was_meant_for_and_no_other():
    client = FaultyClient(Counter())
    client.act()
    client.fail("act", nth=2, times=2)
    client.act()
    for _ in range(2):
        with pytest.raises(ClientError):
            client.act()
    client.act()
    client.assert_fired()


def test_a_fault_for_ever_never_ends():
    client = FaultyClient(Counter())
    client.fail("act", times=None)
    for _ in range(5):
        with pytest.raises(ClientError):
            client.act()


def test_a_fault_that_never_fired_fails_the_test():
    client = FaultyClient(Counter())
    client.fail("act")
    with pytest.raises(AssertionError, match="never fired"):
        client.assert_fired()


def test_what_is_left_unprocessed_is_handed_back_as_often_as_told():
    client = FaultyClient(Counter())
    client.leave_unprocessed(2)
    asked: dict[str, Any] = {"t": {"Keys": []}}
    answers = [client.batch_get_item(RequestItems=asked) for _ in range(3)]
    assert [each.get("UnprocessedKeys") for each in answers] == [asked, asked, None]
    client.leave_unprocessed(None)
    assert all("UnprocessedKeys" in client.batch_get_item(RequestItems=asked) for _ in range(9))


def test_all_places_between_two_calls_are_named_and_can_be_hit():
    client = FaultyClient(Counter())
    client.act()
    client.act()
    found = list(points("service", client.calls))
    assert [(each.operation, each.nth, each.moment) for each in found] == [
        ("act", 1, "before"),
        ("act", 1, "after"),
        ("act", 2, "before"),
        ("act", 2, "after"),
    ]
    for point in found:
        counter = Counter()
        client = FaultyClient(counter)
        fault = hit(client, point)
        failed = 0
        for _ in range(2):
            try:
                client.act()
            except (ClientError, type(lost_answer())):
                failed += 1
        assert (failed, fault.fired) == (1, 1)
        assert counter.done == (1 if point.moment == "before" else 2)
