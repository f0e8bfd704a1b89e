"""The relay: brings onto the bus what the table's transactions announced."""

import json

from aws_cdk import Duration
from aws_cdk.aws_dynamodb import Table
from aws_cdk.aws_events import EventBus
from aws_cdk.aws_iam import PolicyStatement
from aws_cdk.aws_lambda import CfnEventSourceMapping
from constructs import Construct

from infra import grants
from infra.constructs.alarms import alarm
from infra.constructs.consumption import work_off
from infra.constructs.function import Ground, PortalFunction
from infra.constructs.queues import DeadLetters, WorkQueue
from infra.environment import Environment
from shared.table.schema import OUTBOX_TYPE

_WITHIN = Duration.seconds(30)
_REPLAY_WITHIN = Duration.minutes(5)
_LATE = Duration.minutes(1)
_NEW_OUTBOX_ITEMS = {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"et": {"S": [OUTBOX_TYPE]}}}}


class Relay(Construct):
    """Reads new outbox items off the table's stream, tries again what the bus refused, replays on demand.

    What the bus refuses goes to the relay's own retry queue and from there, after five tries, to dead letters. The
    stream's own retries are the second net: a batch the relay could not even hand to its queue is halved and tried
    again, and where it stood in the stream is kept when that fails too.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        ground: Ground,
        *,
        table: Table,
        bus: EventBus,
        environment: Environment,
    ) -> None:
        super().__init__(scope, construct_id)
        self._ground = ground
        self._retries = WorkQueue(self, "Retries", ground.settings, ground.key, timeout=_WITHIN)
        self._environment = environment.also(RETRY_QUEUE_URL=self._retries.queue_url)
        self.functions: dict[str, PortalFunction] = {}
        put, queue = grants.put_events(bus), grants.send_to(self._retries)
        self._function("relay", "handler", put, queue, grants.read_stream(table))
        work_off(self._function("relay-retry", "retry_handler", put), self._retries)
        replays = (put, queue, grants.query(table))
        self._function("relay-replay", "replay_handler", *replays, timeout=_REPLAY_WITHIN, nobody_waits=True)
        self._follow(table, self.functions["relay"])

    def _function(
        self,
        name: str,
        handler: str,
        *may: PolicyStatement,
        timeout: Duration = _WITHIN,
        nobody_waits: bool = False,
    ) -> PortalFunction:
        self.functions[name] = PortalFunction(
            self,
            name.title().replace("-", ""),
            self._ground,
            service="relay",
            handler=f"shared.relay.{handler}",
            environment=self._environment.of(name),
            may=may,
            timeout=timeout,
            nobody_waits=nobody_waits,
        )
        return self.functions[name]

    def _follow(self, table: Table, relay: PortalFunction) -> None:
        lost = DeadLetters(self, "Lost", self._ground.settings, self._ground.key)
        relay.may(grants.send_to(lost))
        mapping = CfnEventSourceMapping(
            self,
            "FromStream",
            function_name=relay.function.function_arn,
            event_source_arn=table.table_stream_arn,
            starting_position="TRIM_HORIZON",
            batch_size=100,
            bisect_batch_on_function_error=True,
            maximum_retry_attempts=10,
            maximum_record_age_in_seconds=Duration.hours(6).to_seconds(),
            parallelization_factor=2,
            function_response_types=["ReportBatchItemFailures"],
            filter_criteria=CfnEventSourceMapping.FilterCriteriaProperty(
                filters=[CfnEventSourceMapping.FilterProperty(pattern=json.dumps(_NEW_OUTBOX_ITEMS))]
            ),
            destination_config=CfnEventSourceMapping.DestinationConfigProperty(
                on_failure=CfnEventSourceMapping.OnFailureProperty(destination=lost.queue_arn)
            ),
        )
        mapping.node.add_dependency(relay.role)
        age = relay.function.metric("IteratorAge", period=Duration.minutes(5), statistic="Maximum")
        alarm(relay, "LateAlarm", age, "Events reach the bus late", threshold=_LATE.to_milliseconds())
