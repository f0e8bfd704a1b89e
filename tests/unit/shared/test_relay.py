import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from shared import relay, wiring
from shared.domain.errors import NotFoundError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import firm_id
from shared.domain.principals import SYSTEM, Provenance
from shared.table import marshal
from shared.table.outbox import outbox
from tests.fakes import containers
from tests.fakes.clock import START
from tests.fakes.cloud import queue_event, stream_record
from tests.fakes.dynamo import ScriptedDynamo
from tests.fakes.events import RecordingEvents, RecordingSqs
from tests.fakes.faults import FaultyClient
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures, lost_answer
from tests.unit.shared.test_outbox import FIRM, logged_in

type Raw = dict[str, Any]


class Stage:
    """The relay's three functions with clients of ours under the real wiring."""

    def __init__(self) -> None:
        self.events = RecordingEvents()
        self.sqs = RecordingSqs()
        self.faulty_bus = FaultyClient(self.events)
        self.faulty_queue = FaultyClient(self.sqs)
        self.dynamodb = ScriptedDynamo({"Items": []})

    def client(self, service: str) -> object:
        return {"events": self.faulty_bus, "sqs": self.faulty_queue, "dynamodb": self.dynamodb}[service]

    @property
    def queued(self) -> list[Raw]:
        return [json.loads(each) for each in self.sqs.bodies]


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    containers.forget()
    stage = Stage()
    monkeypatch.setattr(wiring, "client", stage.client)
    monkeypatch.setenv("BUS_NAME", "bus")
    monkeypatch.setenv("RETRY_QUEUE_URL", "https://sqs.invalid/retries")
    monkeypatch.setenv("PORTAL_TABLE", "table")
    yield stage
    containers.forget()


def image(events: int = 1, *, firm: str = "muster") -> Raw:
    announcement = Announcement.of(START, SYSTEM, Provenance("req-1"), *[logged_in(firm_id(firm))] * events)
    stored = outbox(announcement).item
    assert stored is not None
    return marshal.write(stored)


def stream(*images: Raw) -> Raw:
    return {"Records": [stream_record(each, number) for number, each in enumerate(images, 1)]}


def ids(images: list[Raw]) -> list[str]:
    return [json.loads(event["S"])["id"] for each in images for event in each["events"]["L"]]


def test_what_stands_in_the_outbox_goes_out_whole_in_order_with_its_room_as_source(stage: Stage):
    images = [image(3), image(1), image(12)]
    assert batch_failures(relay.handler(stream(*images), context())) == set()
    assert [each["id"] for each in stage.events.details] == ids(images)
    assert {each["Source"] for each in stage.events.entries} == {"portal.invite"}
    assert {each["EventBusName"] for each in stage.events.entries} == {"bus"}
    assert stage.events.calls == 2
    assert stage.queued == []


def test_an_entry_the_bus_refuses_waits_in_the_retry_queue_and_the_stream_goes_on(stage: Stage):
    images = [image(2), image(2)]
    lost = ids(images)[2]
    stage.events.refuses = lambda entry: lost in entry["Detail"]
    assert batch_failures(relay.handler(stream(*images), context())) == set()
    assert [each["id"] for each in stage.queued] == [lost]
    assert sorted(each["id"] for each in stage.events.details) == sorted(set(ids(images)) - {lost})


def test_when_the_bus_is_down_everything_waits_in_the_retry_queue_a_message_each(stage: Stage):
    stage.faulty_bus.fail("put_events", error=lost_answer, times=None)
    images = [image(7), image(8)]
    assert batch_failures(relay.handler(stream(*images), context())) == set()
    assert [each["id"] for each in stage.queued] == ids(images)
    stage.faulty_bus.assert_fired()


def test_only_records_that_reached_neither_are_repeated_by_the_stream(stage: Stage):
    images = [image(2), image(2), image(2)]
    lost = ids(images)[3]
    stage.events.refuses = lambda entry: lost in entry["Detail"]
    stage.sqs.refuses = lambda body: lost in body
    answer = relay.handler(stream(*images), context())
    assert batch_failures(answer) == {stream(*images)["Records"][1]["dynamodb"]["SequenceNumber"]}


def test_when_bus_and_queue_are_down_all_records_are_repeated(stage: Stage):
    stage.faulty_bus.fail("put_events", error=lost_answer, times=None)
    stage.faulty_queue.fail("send_message_batch", error=lost_answer, times=None)
    batch = stream(image(), image())
    assert len(batch_failures(relay.handler(batch, context()))) == 2
    stage.faulty_queue.assert_fired()


def test_an_event_too_large_for_the_bus_goes_to_the_retry_queue_and_the_others_go_out(stage: Stage):
    huge = image()
    detail = json.loads(huge["events"]["L"][0]["S"])
    huge["events"] = {"L": [{"S": json.dumps({**detail, "browser": "x" * 300_000})}]}
    images = [image(), huge, image()]
    assert batch_failures(relay.handler(stream(*images), context())) == set()
    assert [each["id"] for each in stage.queued] == [detail["id"]]
    assert len(stage.events.entries) == 2


@pytest.mark.parametrize(
    "poison",
    [
        {"pk": {"S": "F#1"}, "sk": {"S": "x"}},
        {"pk": {"S": "F#1"}, "sk": {"S": "x"}, "events": {"L": [{"S": "not json"}]}},
        {"pk": {"S": "F#1"}, "sk": {"S": "x"}, "events": {"N": "1"}},
    ],
)
def test_a_poison_record_in_the_middle_is_set_aside_alone(stage: Stage, poison: Raw):
    images = [image(), poison, image()]
    batch = stream(*images)
    assert batch_failures(relay.handler(batch, context())) == set()
    assert [each["id"] for each in stage.events.details] == [*ids(images[:1]), *ids(images[2:])]
    assert stage.queued == [batch["Records"][1]]


def test_an_event_this_code_does_not_know_yet_waits_for_the_code_that_does(stage: Stage):
    newer = image()
    detail = {**json.loads(newer["events"]["L"][0]["S"]), "name": "moon.risen"}
    newer["events"] = {"L": [{"S": json.dumps(detail)}]}
    assert batch_failures(relay.handler(stream(newer), context())) == set()
    assert stage.queued == [detail]


def test_what_waited_goes_out_and_what_still_fails_stays(stage: Stage):
    details = [json.loads(each["S"]) for each in image(3)["events"]["L"]]
    stage.events.refuses = lambda entry: details[1]["id"] in entry["Detail"]
    answer = relay.retry_handler(queue_event(*details), context())
    assert batch_failures(answer) == {"message-2"}
    assert [each["id"] for each in stage.events.details] == [details[0]["id"], details[2]["id"]]


@pytest.mark.parametrize("poison", ["not json", "[]", "3", "null", "{}", '{"name": "moon.risen"}', '{"name": []}'])
def test_what_is_no_event_stays_in_the_retry_queue_until_its_dead_letters(stage: Stage, poison: str):
    (detail,) = [json.loads(each["S"]) for each in image()["events"]["L"]]
    assert batch_failures(relay.retry_handler(queue_event(poison, detail), context())) == {"message-1"}
    assert len(stage.events.entries) == 1


def test_when_the_bus_is_still_down_all_messages_stay(stage: Stage):
    stage.faulty_bus.fail("put_events", error=lost_answer)
    details = [json.loads(each["S"]) for each in image(3)["events"]["L"]]
    answer = relay.retry_handler(queue_event(*details), context())
    assert batch_failures(answer) == {"message-1", "message-2", "message-3"}


def wish(**more: object) -> Raw:
    return {"firm": FIRM, "since": START.isoformat(), **more}


def test_a_replay_asks_each_partition_of_the_firm_for_the_stretch_and_puts_all_out_again(stage: Stage):
    images = [image(2), image(3)]
    stage.dynamodb = ScriptedDynamo({"Items": images}, {"Items": []})
    until = START + timedelta(hours=1)
    answer = relay.replay_handler(wish(until=until.isoformat()), context())
    assert answer == {"replayed": 5, "resume": None}
    assert [each["id"] for each in stage.events.details] == ids(images)
    assert len(stage.dynamodb.requests) == 4
    for _, request in stage.dynamodb.requests:
        values = request["ExpressionAttributeValues"]
        assert values[":pk"]["S"].startswith(f"F#{FIRM[4:]}#OUT#")
        assert values[":since"]["S"] < values[":until"]["S"]


def test_a_replay_reads_page_after_page_and_holds_one(stage: Stage):
    pages: list[Raw] = [
        {"Items": [image()], "LastEvaluatedKey": {"pk": {"S": "p"}, "sk": {"S": str(n)}}} for n in range(9)
    ]
    stage.dynamodb = ScriptedDynamo(*pages, {"Items": []})
    assert relay.replay_handler(wish(), context())["replayed"] == 9
    assert {request["Limit"] for _, request in stage.dynamodb.requests} == {25}


def test_a_replay_that_runs_short_of_time_says_where_to_go_on(stage: Stage):
    first = image()
    stage.dynamodb = ScriptedDynamo({"Items": [first], "LastEvaluatedKey": {"pk": {"S": "p"}, "sk": {"S": "s"}}})
    answer = relay.replay_handler(wish(), context(lambda: 5_000))
    assert answer == {"replayed": 1, "resume": {"partition": 0, "after": first["sk"]["S"]}}
    stage.dynamodb = ScriptedDynamo({"Items": []})
    containers.forget()
    assert relay.replay_handler(wish(resume=answer["resume"]), context()) == {"replayed": 0, "resume": None}
    starts = [request.get("ExclusiveStartKey") for _, request in stage.dynamodb.requests]
    assert starts[0] == {"pk": {"S": f"F#{FIRM[4:]}#OUT#0"}, "sk": first["sk"]}
    assert starts[1:] == [None] * 3


def test_a_replay_resumed_in_a_later_partition_leaves_out_those_before(stage: Stage):
    relay.replay_handler(wish(resume={"partition": 2, "after": "x"}), context())
    asked = [request["ExpressionAttributeValues"][":pk"]["S"] for _, request in stage.dynamodb.requests]
    assert [each[-1] for each in asked] == ["2", "3"]


def test_a_replay_hands_the_retry_queue_what_the_bus_refuses(stage: Stage):
    stage.events.refuses = lambda _: True
    stage.dynamodb = ScriptedDynamo({"Items": [image(2)]}, {"Items": []})
    assert relay.replay_handler(wish(), context())["replayed"] == 2
    assert len(stage.queued) == 2


def test_a_replay_that_can_put_out_nothing_ends_in_an_error(stage: Stage):
    stage.events.refuses = lambda _: True
    stage.sqs.refuses = lambda _: True
    stage.dynamodb = ScriptedDynamo({"Items": [image(2)]}, {"Items": []})
    with pytest.raises(UnavailableError):
        relay.replay_handler(wish(), context())


@pytest.mark.parametrize(
    "event", [{}, {"firm": FIRM}, wish(since="yesterday"), wish(since="2026-11-22T09:00:00"), wish(surprise=1)]
)
def test_a_replay_wished_for_wrongly_is_refused(stage: Stage, event: Raw):
    with pytest.raises(ValidationError):
        relay.replay_handler(event, context())
    assert stage.dynamodb.requests == []


def test_a_replay_of_no_firm_is_not_found(stage: Stage):
    with pytest.raises(NotFoundError):
        relay.replay_handler({**wish(), "firm": "muster"}, context())
    assert stage.dynamodb.requests == []
