import json
from datetime import timedelta
from itertools import count, islice
from typing import Any

import pytest

from shared import relay
from shared.domain.events import Announcement
from shared.domain.ids import firm_id
from shared.domain.principals import SYSTEM, Provenance
from shared.table.outbox import outbox, partitions
from tests.fakes.cloud import Cloud, boto, queue_event, stream_record
from tests.fakes.http import context
from tests.fakes.refusals import batch_failures, lost_answer
from tests.unit.shared.test_outbox import FIRM, logged_in

OTHER_FIRM = firm_id("other")


@pytest.fixture
def is_motos() -> bool:
    return True


@pytest.fixture
def taken(cloud: Cloud) -> str:
    """A queue behind a rule that takes everything of ours off the bus."""
    assert cloud.retry_queue
    events, sqs = boto("events"), boto("sqs")
    url: str = sqs.create_queue(QueueName="everything")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="all", EventBusName=cloud.bus, EventPattern='{"source": [{"prefix": "portal."}]}')
    events.put_targets(Rule="all", EventBusName=cloud.bus, Targets=[{"Id": "queue", "Arn": arn}])
    return url


def announcement(cloud: Cloud, events: int = 1, **how: Any) -> Announcement:
    return Announcement.of(cloud.clock(), SYSTEM, Provenance("req-1"), *[logged_in(**how)] * events)


def announce(cloud: Cloud, *, times: int = 1, **how: Any) -> list[Announcement]:
    made = [announcement(cloud, **how) for _ in range(times)]
    cloud.table.transact(*map(outbox, made))
    return made


def stream(cloud: Cloud) -> dict[str, Any]:
    return {"Records": [stream_record(each, number) for number, each in enumerate(cloud.items(), 1)]}


def drain(url: str) -> list[str]:
    bodies: list[str] = []
    while messages := boto("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        bodies += [each["Body"] for each in messages]
        done = [{"Id": each["MessageId"], "ReceiptHandle": each["ReceiptHandle"]} for each in messages]
        boto("sqs").delete_message_batch(QueueUrl=url, Entries=done)
    return bodies


def event_ids(made: list[Announcement]) -> list[str]:
    return sorted(each.id for one in made for each in one.envelopes())


def carried(bodies: list[str]) -> list[str]:
    """The ids of the events in a queue a rule puts them into."""
    return sorted(json.loads(each)["detail"]["id"] for each in bodies)


def test_from_the_outbox_over_the_real_bus_to_a_consumers_queue(cloud: Cloud, taken: str):
    made = announce(cloud, events=12)
    assert batch_failures(relay.handler(stream(cloud), context())) == set()
    assert carried(drain(taken)) == event_ids(made)


def test_what_the_bus_refused_takes_the_way_round_by_the_retry_queue(cloud: Cloud, taken: str):
    made = announce(cloud, events=3)
    cloud.client("events").fail("put_events", error=lost_answer)
    assert batch_failures(relay.handler(stream(cloud), context())) == set()
    assert drain(taken) == []
    waiting = drain(cloud.retry_queue)
    assert len(waiting) == 3
    assert batch_failures(relay.retry_handler(queue_event(*waiting), context())) == set()
    assert carried(drain(taken)) == event_ids(made)


def test_a_replay_brings_back_the_stretch_of_one_firm_and_nothing_else(cloud: Cloud, taken: str):
    announce(cloud)
    cloud.clock.advance(timedelta(hours=1))
    since = cloud.clock()
    within = announce(cloud, times=30, events=2)
    announce(cloud, firm=OTHER_FIRM)
    until = cloud.clock()
    cloud.clock.advance(timedelta(milliseconds=1))
    announce(cloud)
    answer = relay.replay_handler({"firm": FIRM, "since": since.isoformat(), "until": until.isoformat()}, context())
    assert answer == {"replayed": 60, "resume": None}
    assert carried(drain(taken)) == event_ids(within)


def test_a_replay_in_small_steps_brings_back_everything_once(cloud: Cloud, taken: str):
    drawn = (announcement(cloud) for _ in count())
    last = list(partitions(FIRM))[-1]
    made = list(islice((each for each in drawn if outbox(each).key.pk == last), 30))
    cloud.table.transact(*map(outbox, made))
    wish: dict[str, Any] = {"firm": FIRM, "since": cloud.clock().isoformat()}
    answer = relay.replay_handler(wish, context(lambda: 1_000))
    steps = 1
    while answer["resume"] is not None:
        answer = relay.replay_handler({**wish, "resume": answer["resume"]}, context(lambda: 1_000))
        steps += 1
    assert steps == 3, "two pages, and one look that finds no more"
    assert carried(drain(taken)) == event_ids(made)
