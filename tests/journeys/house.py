"""The whole portal in one process.

The synthesized template says which function stands behind which route, what starts it, and which events reach it; the
functions are the real ones on moto. In between stand a stream, a bus and queues of the harness, which keep AWS's
promises and no others: at least once, in no order, in batches, with retries and dead letters.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from importlib import import_module
from random import Random
from typing import Any
from uuid import UUID

from shared.domain.clock import stamp
from shared.table.schema import PORTAL
from tests.fakes.cloud import PORTAL_TABLE, REGION, Cloud, stream_record
from tests.fakes.cognito import claims_of
from tests.fakes.events import RecordingEvents, RecordingSqs
from tests.fakes.http import Answer, call, context
from tests.fakes.refusals import batch_failures
from tests.infra.assembly import Assembly, Resource
from tests.infra.patterns import matches
from tests.journeys.bucket import Bucket
from tests.journeys.queues import Queue, queues

type Payload = dict[str, Any]
type Who = dict[str, str]

_ROUNDS = 500
_SCOPE = "aws.cognito.signin.user.admin"
_QUEUES = f"https://sqs.{REGION}.amazonaws.com/123456789012/"


@dataclass(frozen=True)
class Delivery:
    """How faithfully the post works: each event so many times, in an order of its own.

    The stream is read so many times over, in batches no larger than `batch` where that is said.
    """

    copies: int = 1
    order: Random | None = None
    readings: int = 1
    batch: int | None = None


FAITHFUL = Delivery()


@dataclass(frozen=True)
class _Rule:
    """A rule of the template: on the portal's bus or the account's, what it waits for, and where that goes."""

    is_ours: bool
    pattern: Payload
    queues: tuple[str, ...]


class House:
    """The portal's functions and what lies between them."""

    def __init__(self, cloud: Cloud, assembly: Assembly) -> None:
        self.cloud = cloud
        self.clock = cloud.clock
        self._assembly = assembly
        self._resources = (cloud.pools, cloud.mail, cloud.activity_table, cloud.retry_queue, cloud.files)
        self.bus, self._sqs = RecordingEvents(), RecordingSqs()
        self.bus_client = cloud.stand_in("events", self.bus)
        self.sqs_client = cloud.stand_in("sqs", self._sqs)
        self.queues = queues(assembly)
        self._bucket = Bucket(cloud)
        self.lost: list[Payload] = []
        self._streamed: set[tuple[str, str]] = set()
        self._routed = self._queued = 0
        self._down: set[str] = set()

    # What somebody does from outside.

    def call(self, method: str, path: str, *, who: Who | None = None, **how: Any) -> Answer:
        """Call the API: the template's route decides the function, and whether a token is needed and whose."""
        self._pass_a_second()
        route = self._route(method, path)
        if route is None:
            return Answer(404, {"content-type": "application/json"}, '{"message":"Not Found"}')
        if route.properties.get("AuthorizationType") == "JWT" and not self._lets_in(route, who):
            return Answer(401, {"content-type": "application/json"}, '{"message":"Unauthorized"}')
        integration = self._assembly.at(route.properties["Target"].removeprefix("integrations/"))
        function = self._assembly.at(integration.properties["IntegrationUri"])
        is_open = route.properties.get("AuthorizationType") != "JWT"
        return call(self._entry(function), method, path, who=None if is_open else who, **how)

    def invoke(self, name: str, payload: Payload) -> Payload:
        """Invoke a function by the name it has in the stage's outputs, as an operator does."""
        self._pass_a_second()
        return self._entry(self._assembly.functions[name])(payload, context())

    def sign_in(self, audience: str, firm: str, email: str, password: str) -> Who:
        """Sign in through the door; what the authorizer would make of the token is given back."""
        body = {"audience": audience, "firm": firm, "email": email, "password": password}
        answer = self.call("POST", "/v1/public/sessions", body=body)
        assert answer.status == 201, answer.text
        claims = claims_of(answer.json["session"]["accessToken"])
        spelled = {name: str(value) for name, value in claims.items()}
        # Moto leaves out the scope every such token has, and knows no clock but its own.
        return {**spelled, "scope": _SCOPE, "auth_time": str(int(self.clock().timestamp()))}

    def tick(self) -> list[Payload]:
        """Run everything that is scheduled, once."""
        targets = [
            self._assembly.at(target["Arn"])
            for rule in self._assembly.of_type("AWS::Events::Rule")
            if "ScheduleExpression" in rule.properties
            for target in rule.properties["Targets"]
        ]
        assert targets, "nothing is scheduled"
        return [self._entry(each)({"source": "aws.events"}, context()) for each in targets]

    def hear_of_a_letter(self, news: Payload) -> None:
        """Let SES tell what became of a letter of this stage, on the account's own bus, which is not the portal's."""
        (configuration,) = self._assembly.of_type("AWS::SES::ConfigurationSet")
        news["detail"]["mail"]["tags"]["ses:configuration-set"] = [configuration.ref]
        assert self._offer(news, is_ours=False), "nobody listens"

    # What happens by itself.

    def settle(self, delivery: Delivery = FAITHFUL) -> None:
        """Carry everything announced to whom it concerns, and what follows from that, until all is quiet.

        A message that failed is hidden for its queue's time, which passes on the clock.
        """
        for _ in range(_ROUNDS):
            self._stream(delivery)
            self._route_events(delivery)
            worked = [self._work_off(each, delivery) for each in self._up()]
            if any(worked):
                continue
            if not self._has_news() and not self._pass_time():
                return
        raise AssertionError("the house never came to rest")

    @contextmanager
    def down(self, name: str) -> Iterator[None]:
        """Keep a function from working; what is for it waits."""
        path = self._assembly.functions[name].path
        self._down.add(path)
        try:
            yield
        finally:
            self._down.discard(path)

    def queue_of(self, name: str) -> Queue:
        """Give the queue a function works off."""
        path = self._assembly.functions[name].path
        return next(each for each in self.queues.values() if each.function == path)

    @property
    def dead(self) -> list[str]:
        """All dead letters."""
        return [message.body for each in self.queues.values() for message in each.dead]

    def _stream(self, delivery: Delivery) -> None:
        """Hand new items to whoever reads the table's stream, as the mapping's filter and batch size say."""
        for mapping in self._assembly.of_type("AWS::Lambda::EventSourceMapping"):
            source = self._assembly.at(mapping.properties["EventSourceArn"])
            if source.type == "AWS::DynamoDB::Table":
                assert PORTAL.has_stream
                self._read_stream(mapping, delivery)

    def _read_stream(self, mapping: Resource, delivery: Delivery) -> None:
        filters = [json.loads(each["Pattern"]) for each in mapping.properties["FilterCriteria"]["Filters"]]
        fresh = [each for each in self._new_records() if any(matches(one, each) for one in filters)]
        entry = self._entry(self._assembly.at(mapping.properties["FunctionName"]))
        size, tries = delivery.batch or mapping.properties["BatchSize"], mapping.properties["MaximumRetryAttempts"]
        for _ in range(delivery.readings):
            for start in range(0, len(fresh), size):
                batch = fresh[start : start + size]
                for _ in range(1 + tries):
                    failed = batch_failures(entry({"Records": batch}, context()))
                    batch = [each for each in batch if failed and each["dynamodb"]["SequenceNumber"] >= min(failed)]
                    if not batch:
                        break
                self.lost += batch

    def _new_records(self) -> list[Payload]:
        """Make a record of every item that was not there before, in the order of their sort keys."""
        items = sorted(self.cloud.items(PORTAL_TABLE), key=lambda each: str(each["sk"]["S"]))
        keys = [(each["pk"]["S"], each["sk"]["S"]) for each in items]
        fresh = [image for image, key in zip(items, keys, strict=True) if key not in self._streamed]
        self._streamed |= set(keys)
        return [stream_record(image, len(self._streamed) + number) for number, image in enumerate(fresh)]

    def _route_events(self, delivery: Delivery) -> None:
        """Carry what is new on the buses to the queues of the rules that match; put what was refused into its queue."""
        told = [(entry, "EventBusName" in entry) for entry in self.bus.entries[self._routed :]]
        self._routed = len(self.bus.entries)
        fresh = [(self._event(entry, number), is_ours) for number, (entry, is_ours) in enumerate(told)]
        fresh += [(each, False) for each in self._bucket.news()]
        fresh *= delivery.copies
        if delivery.order:
            delivery.order.shuffle(fresh)
        for event, is_ours in fresh:
            self._offer(event, is_ours=is_ours)
        for url, body in self._sqs.sent[self._queued :]:
            self.queues[url.removeprefix(_QUEUES)].send(body)
        self._queued = len(self._sqs.sent)

    def _offer(self, event: Payload, *, is_ours: bool) -> bool:
        """Put an event into the queues of the rules of its bus that wait for it; tell whether there are any.

        One bus is the portal's, the other the account's own, where S3, the scanner and SES tell what they did.
        """
        heard = [each for each in self._rules if each.is_ours is is_ours and matches(each.pattern, event)]
        for rule in heard:
            for path in rule.queues:
                self.queues[path].send(json.dumps(event))
        return bool(heard)

    @cached_property
    def _rules(self) -> list["_Rule"]:
        """The rules that wait for events; the others wait for the clock. The bucket goes by the name it has here."""
        bucket = self._assembly.resources["Core/Files/Bucket"]
        assert bucket.properties["NotificationConfiguration"]["EventBridgeConfiguration"], "the bucket tells nobody"
        return [
            _Rule(
                is_ours="EventBusName" in each.properties,
                pattern=json.loads(json.dumps(each.properties["EventPattern"]).replace(bucket.ref, self.cloud.files)),
                queues=tuple(self._assembly.at(target["Arn"]).path for target in each.properties["Targets"]),
            )
            for each in self._assembly.of_type("AWS::Events::Rule")
            if "EventPattern" in each.properties
        ]

    def _event(self, entry: dict[str, str], number: int) -> Payload:
        return {
            "version": "0",
            "id": str(UUID(int=number)),
            "detail-type": entry["DetailType"],
            "source": entry["Source"],
            "account": "123456789012",
            "time": stamp(self.clock()),
            "region": REGION,
            "resources": [],
            "detail": json.loads(entry["Detail"]),
        }

    def _work_off(self, queue: Queue, delivery: Delivery) -> bool:
        """Hand one batch of a queue to its function; tell whether there was one."""
        taken = queue.take(delivery.order)
        if not taken:
            return False
        records = [
            {
                "messageId": each.id,
                "receiptHandle": each.id,
                "body": each.body,
                "attributes": {"ApproximateReceiveCount": str(each.received)},
                "eventSource": "aws:sqs",
            }
            for each in taken
        ]
        failed = batch_failures(self._entry(self._assembly.resources[queue.function])({"Records": records}, context()))
        assert failed <= {each.id for each in taken}
        queue.give_back([each for each in taken if each.id in failed])
        return True

    def _has_news(self) -> bool:
        return self._routed < len(self.bus.entries) or self._queued < len(self._sqs.sent) or self._bucket.has_news

    def _pass_time(self) -> bool:
        """Let the time of what is hidden pass; tell whether anything came to be seen."""
        hidden = [each for each in self._up() if each.hidden]
        if hidden:
            waits = (
                self._sqs.put_off.pop(message.id, each.hidden_seconds) for each in hidden for message in each.hidden
            )
            self.clock.advance(timedelta(seconds=max(waits)))
        shown = [each.show() for each in hidden]
        return any(shown)

    def _pass_a_second(self) -> None:
        """People act one after the other, so that what they did sorts by time."""
        self.clock.advance(timedelta(seconds=1))

    def _up(self) -> list[Queue]:
        return [each for each in self.queues.values() if each.function not in self._down]

    def _entry(self, function: Resource) -> Callable[..., Payload]:
        """Give a function's handler, in its own environment: one name leads those of different rooms to two queues."""
        for name, value in function.properties["Environment"]["Variables"].items():
            if name.endswith("_QUEUE_URL"):
                os.environ[name] = f"{_QUEUES}{self._assembly.at(value).path}"
        module, _, name = function.properties["Handler"].rpartition(".")
        entry: Callable[..., Payload] = getattr(import_module(module), name)
        return entry

    def _route(self, method: str, path: str) -> Resource | None:
        """Choose as API Gateway does: the whole path before a greedy one, the longer before the shorter."""
        fitting: list[tuple[bool, int, Resource]] = []
        for route in self._assembly.of_type("AWS::ApiGatewayV2::Route"):
            wanted, _, template = route.properties["RouteKey"].partition(" ")
            if wanted not in {"ANY", method}:
                continue
            prefix = template.removesuffix("{proxy+}")
            if path == template or (prefix != template and path.startswith(prefix) and path != prefix):
                fitting.append((path == template, len(prefix), route))
        return max(fitting, key=lambda each: each[:2])[2] if fitting else None

    def _lets_in(self, route: Resource, who: Who | None) -> bool:
        """Tell whether the route's authorizer would let the token pass: whose pool it is of, and its scope."""
        if who is None:
            return False
        authorizer = self._assembly.at(route.properties["AuthorizerId"]).path.lower()
        pool = self.cloud.pools["staff" if "staff" in authorizer else "client"][0]
        scopes = set(route.properties["AuthorizationScopes"])
        return who.get("iss", "").endswith(f"/{pool}") and bool(scopes & set(who.get("scope", "").split()))
