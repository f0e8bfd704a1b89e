"""The relay: what stands in the outbox goes out on the bus, and nothing of it is lost.

Three functions. `handler` reads the table's stream. What the bus does not take goes, event by event, to a retry queue
of the relay's own, because a stream can only repeat whole batches in order; `retry_handler` works that queue off, and
what fails there for good waits in its dead-letter queue. `replay_handler` puts out again what a firm announced in a
stretch of time. An event may so come twice and out of order: every consumer is idempotent.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any, Protocol

from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, ConfigDict

from shared import wiring
from shared.bus import Bus, Detail, batches
from shared.domain.clock import SaidInstant
from shared.domain.errors import UnavailableError
from shared.domain.events.registry import ALL
from shared.domain.ids import FirmId, first_ulid, known, last_ulid
from shared.env import Env
from shared.observability import Payload, logger, observed
from shared.table import marshal
from shared.table.outbox import details, partitions
from shared.table.query import Query
from shared.table.table import Table
from shared.wiring.bus import bus as bus_of

# A replay's page: an outbox item has at most 128 KB, an answer of DynamoDB at most 1 MB.
_PAGE = 25
# A page is put out in less; what time is left is kept for it.
_RESERVE_MS = 20_000


class RetryEnv(Env):
    """What the worker of the retry queue reads."""

    bus_name: str


class RelayEnv(RetryEnv):
    """What the reader of the stream reads."""

    retry_queue_url: str


class ReplayEnv(RelayEnv):
    """What a replay reads."""

    portal_table: str


class Sqs(Protocol):
    """The part of boto3's SQS client that is used here."""

    def send_message_batch(self, **request: Any) -> dict[str, Any]: ...


class RetryQueue:
    """Where an event waits that the bus did not take: one message each, holding its detail."""

    def __init__(self, client: Callable[[], Sqs], url: str) -> None:
        self._client = client
        self._url = url

    def put(self, refused: Sequence[tuple[str, Detail]]) -> list[tuple[str, Detail]]:
        """Queue what was refused; give back what the queue did not take either."""
        lost: list[tuple[str, Detail]] = []
        for batch in batches(refused):
            entries = [
                {"Id": str(place), "MessageBody": json.dumps(detail, separators=(",", ":"))}
                for place, (_, detail) in enumerate(batch)
            ]
            try:
                answer = self._client().send_message_batch(QueueUrl=self._url, Entries=entries)
            except (BotoCoreError, ClientError):
                lost.extend(batch)
                continue
            lost.extend(batch[int(each["Id"])] for each in answer.get("Failed", ()))
        return lost


class Relay:
    """Puts out events, and queues those the bus does not take."""

    def __init__(self, bus: Bus, retries: RetryQueue) -> None:
        self._bus = bus
        self._retries = retries

    def put(self, events: Sequence[Detail]) -> list[Detail]:
        """Bring each event onto the bus or into the retry queue; give back those that reached neither."""
        addressed: list[tuple[str, Detail]] = []
        refused: list[tuple[str, Detail]] = []
        for event in events:
            try:
                addressed.append((source(event), event))
            except KeyError:  # written by a newer version: it waits in the dead-letter queue for the code that knows it
                refused.append(("", event))
        refused += self._bus.put(addressed)
        for _, event in refused:
            logger().warning("the bus did not take it", event_id=event.get("id"), event_name=event.get("name"))
        return [event for _, event in self._retries.put(refused)]


def source(event: Detail) -> str:
    """Name the room an event comes from, as the bus knows it; KeyError when no room of ours announces it."""
    return f"portal.{ALL[event['name']].room}"


@observed
def handler(event: Payload, _: LambdaContext) -> Payload:
    """Put out the outbox items of a stretch of the stream.

    Only a record whose events reached neither the bus nor the retry queue is returned as failed; Lambda then repeats
    from there on. A record that holds no events is queued as it is, and ends in the dead-letter queue.
    """
    records: dict[str, list[Detail]] = {}
    for record in event["Records"]:
        records[record["dynamodb"]["SequenceNumber"]] = _announced(record)
    lost = {id(each) for each in _relay().put(list(chain.from_iterable(records.values())))}
    failed = [number for number, events in records.items() if any(id(each) in lost for each in events)]
    return _failures(failed)


@observed
def retry_handler(event: Payload, _: LambdaContext) -> Payload:
    """Try again what the bus did not take; what it still does not take stays in the queue."""
    readable: dict[str, tuple[str, Detail]] = {}
    failed: list[str] = []
    for record in event["Records"]:
        try:
            detail = json.loads(record["body"])
            readable[record["messageId"]] = (source(detail), detail)
        except (ValueError, KeyError, TypeError):
            logger().error("not an event", message_id=record["messageId"])
            failed.append(record["messageId"])
    bus = bus_of(_retry_env().bus_name)
    lost = {id(detail) for _, detail in bus.put(list(readable.values()))}
    failed += [message for message, (_, detail) in readable.items() if id(detail) in lost]
    return _failures(failed)


class Place(BaseModel):
    """How far a replay has come: everything of the partitions before, and of this one up to `after`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    partition: int = 0
    after: str | None = None


class Replay(BaseModel):
    """The operator's wish: all events a firm announced from `since` on, to the millisecond, `until` included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    firm: str
    since: SaidInstant
    until: SaidInstant | None = None
    resume: Place = Place()


@observed
def replay_handler(event: Payload, context: LambdaContext) -> Payload:
    """Put out a firm's events again: {"firm", "since", "until"?, "resume"?} → {"replayed": n, "resume": null}.

    When the function's time runs short, `resume` tells where to go on: call again with it. Holds one page at a time.
    UnavailableError when neither the bus nor the retry queue takes an event: nothing is lost by calling again.
    """
    wish = Replay.model_validate(event)
    table = wiring.table(_replay_env().portal_table)
    replayed = 0
    for place, page in _pages(table, known(FirmId, wish.firm), wish):
        if _relay().put(page):
            raise UnavailableError("the bus takes nothing")
        replayed += len(page)
        if context.get_remaining_time_in_millis() < _RESERVE_MS:
            return {"replayed": replayed, "resume": place.model_dump()}
    return {"replayed": replayed, "resume": None}


def _pages(table: Table, firm: FirmId, wish: Replay) -> Iterator[tuple[Place, list[Detail]]]:
    """Yield a firm's events page by page, partition after partition, each with the place behind it."""
    until = last_ulid(wish.until) if wish.until else None
    for number, partition in enumerate(partitions(firm)):
        if number < wish.resume.partition:
            continue
        query = Query(partition, since=first_ulid(wish.since), until=until)
        after = wish.resume.after if number == wish.resume.partition else None
        start = {"pk": partition, "sk": after} if after else None
        while True:
            found = table.stretch(query, _PAGE, start)
            if found.items:
                place = Place(partition=number, after=found.items[-1]["sk"])
                yield place, list(chain.from_iterable(map(details, found.items)))
            start = found.last
            if start is None:
                break


def _announced(record: Payload) -> list[Detail]:
    """Read the events of a stream record; a record that holds none stands for itself."""
    try:
        return list(details(marshal.read(record["dynamodb"]["NewImage"])))
    except (KeyError, TypeError, ValueError):
        logger().error("not an outbox item", sequence_number=record["dynamodb"]["SequenceNumber"])
        return [record]


def _failures(failed: Sequence[str]) -> Payload:
    return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}


@cache
def _relay() -> Relay:
    env = RelayEnv.read()
    return Relay(bus_of(env.bus_name), RetryQueue(lambda: wiring.client("sqs"), env.retry_queue_url))


@cache
def _retry_env() -> RetryEnv:
    return RetryEnv.read()


@cache
def _replay_env() -> ReplayEnv:
    return ReplayEnv.read()
