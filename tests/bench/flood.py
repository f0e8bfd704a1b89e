"""The invitation of 10,000: how it is accepted, what it asks of the table a person, and which partition is hottest.

The worker is killed on the way, now before one of its writes and now after, and takes the job up again. What is
announced is recorded and sent as well, for some of them: both follow at the pace of the job.
"""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from functions.activity import consumer as activity
from functions.invite import consumer, jobs
from shared.domain.ids import PersonId
from shared.jobs.model import PACE
from shared.table.keys import within
from tests.bench.costs import stage
from tests.fakes.cloud import Cloud, queue_event
from tests.fakes.crowd import settle
from tests.fakes.faults import KilledError
from tests.fakes.http import context
from tests.fakes.meter import Cost
from tests.integration.house import House

# What API Gateway takes of an HTTP API, and Lambda of a call somebody waits for (their quotas pages).
MOST_BYTES = 6 * 1024 * 1024
_ACCOUNTS = 2_000
_KILLS = 10
_FOLLOWED = 500


@dataclass(frozen=True)
class Accepted:
    """The one call."""

    size: int
    milliseconds: float
    reads: int
    writes: int
    objects: int


@dataclass(frozen=True)
class Flood:
    """What inviting so many persons of one firm came to, from the call to the job's end and what followed.

    `partitions` are write units a person, by partition of a table or an index.
    """

    accepted: Accepted
    persons: int
    reached: Counter[str]
    steps: int
    kills: int
    writes: int
    units: int
    partitions: Mapping[str, float]

    @property
    def is_once(self) -> bool:
        """Whether each person was sent one letter, no more and no fewer."""
        return len(self.reached) == self.persons and set(self.reached.values()) == {1}

    @property
    def writes_a_person(self) -> float:
        return self.writes / self.persons

    @property
    def units_a_person(self) -> float:
        return self.units / self.persons

    @property
    def hottest(self) -> list[tuple[str, float]]:
        """Name the partitions that take most, with their write units a second at the pace a job keeps."""
        by_heat = sorted(self.partitions.items(), key=lambda each: -each[1])
        return [(name, units * PACE) for name, units in by_heat[:5]]


def flooded(persons: int = 10_000) -> Flood:
    """Invite so many in one call, work it off, and let what was announced be recorded and sent."""
    with stage() as (cloud, _):
        house = House(cloud)
        _ = cloud.activity_table  # makes it
        accounts = min(_ACCOUNTS, persons)
        _, ids = settle(cloud.table, house.firm, house.owner_id, persons=persons, accounts=accounts)
        job, accepted = _accepted(house, ids)
        house.begin()
        _plan_kills(cloud, persons)
        with cloud.meter.measure() as cost:
            steps, kills = _worked_off(house)
        ended = house.call("GET", f"/v1/jobs/{job}").json
        assert (ended["state"], ended["done"]) == ("finished", persons), ended
        sent = [each for each in cloud.announced() if each["name"] == "invitation.sent"]
        bills = [(cost, persons), *((bill, min(persons, _FOLLOWED)) for bill in _followed(cloud, sent[:_FOLLOWED]))]
        return Flood(
            accepted,
            persons,
            Counter(each["object"]["id"] for each in sent),
            steps,
            kills,
            cost.writes,
            cost.write_units,
            _partitions(house, bills),
        )


def _accepted(house: House, ids: Sequence[PersonId]) -> tuple[str, Accepted]:
    """Make the call as a browser spells it; give the job and what it took."""
    body = json.dumps({"persons": ids, "action": "invite"}, separators=(",", ":"))
    objects = len(house.cloud.client("s3").calls)
    with house.cloud.meter.measure() as cost:
        began = time.process_time()
        answer = house.call("POST", "/v1/bulk/invitations", raw=body)
        took = time.process_time() - began
    assert answer.status == 202, answer.text
    objects = len(house.cloud.client("s3").calls) - objects
    return answer.json["id"], Accepted(len(body.encode()), took * 1000, cost.reads, cost.writes, objects)


def _plan_kills(cloud: Cloud, persons: int) -> None:
    client = cloud.client("dynamodb")
    for number in range(_KILLS):
        nth = 1 + number * persons // _KILLS
        client.fail("transact_write_items", nth=nth, moment=("before", "after")[number % 2], error=KilledError)


def _worked_off(house: House) -> tuple[int, int]:
    """Hand the worker its messages to the end; what it held when it was killed comes again. Give steps and kills."""
    steps = kills = 0
    waiting = house.cloud.take(house.cloud.jobs_queue)
    while waiting:
        steps += 1
        try:
            assert jobs.handler(queue_event(*waiting), context()) == {"batchItemFailures": []}
        except KilledError:
            kills += 1
            house.cloud.restart()
            continue
        waiting = house.cloud.take(house.cloud.jobs_queue)
    return steps, kills


def _followed(cloud: Cloud, sent: Sequence[Any]) -> Iterator[Cost]:
    """Record and send what was announced, in batches as infra hands them over; what each of the two was billed."""
    for handler, together in ((activity.handler, 100), (consumer.handler, 10)):
        with cloud.meter.measure() as cost:
            for some in batched(sent, together, strict=False):
                events = ({"detail": each} for each in some)
                assert handler(queue_event(*events), context()) == {"batchItemFailures": []}
        yield cost


def _partitions(house: House, bills: Iterable[tuple[Cost, int]]) -> dict[str, float]:
    """Add up the units a person, partition by partition, under names without the firm's."""
    found: dict[str, float] = defaultdict(float)
    for cost, persons in bills:
        for partition, units in cost.partitions.items():
            found[partition.removeprefix(f"{within(house.firm)}#")] += units / persons
    return found
