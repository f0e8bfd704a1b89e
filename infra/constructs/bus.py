"""The bus, and the relay that brings onto it what the table's transactions announced."""

import json
from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk.aws_dynamodb import Table
from aws_cdk.aws_events import EventBus
from aws_cdk.aws_lambda import CfnEventSourceMapping
from constructs import Construct

from infra import grants
from infra.constructs.alarms import alarm
from infra.constructs.consumption import work_off
from infra.constructs.function import Ground, PortalFunction
from infra.constructs.queues import DeadLetters, WorkQueue
from shared.table.schema import OUTBOX_TYPE

_TIMEOUT = Duration.seconds(30)
_BEHIND = Duration.minutes(1)
_NEW_OUTBOX_ITEMS = {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"et": {"S": [OUTBOX_TYPE]}}}}


class Relay(Construct):
    """Reads new outbox items off the table's stream and puts their events on the bus.

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
        environment: Mapping[str, str],
    ) -> None:
        super().__init__(scope, construct_id)
        self.retries = WorkQueue(self, "Retries", ground.settings, ground.key, timeout=_TIMEOUT)
        variables = {**environment, "RETRY_QUEUE_URL": self.retries.queue_url}
        self.relay = PortalFunction(
            self,
            "Relay",
            ground,
            room=None,
            handler="shared.relay.handler",
            environment=variables,
            may=[grants.put_events(bus), grants.send_to(self.retries), grants.read_stream(table)],
            timeout=_TIMEOUT,
        )
        self.again = PortalFunction(
            self,
            "RelayRetry",
            ground,
            room=None,
            handler="shared.relay.retry_handler",
            environment=variables,
            may=[grants.put_events(bus)],
            timeout=_TIMEOUT,
        )
        work_off(self.again, self.retries)
        self._follow(table)

    def _follow(self, table: Table) -> None:
        lost = DeadLetters(self, "Lost", self.relay.ground.settings, self.relay.ground.key)
        self.relay.may(grants.send_to(lost))
        mapping = CfnEventSourceMapping(
            self,
            "FromStream",
            function_name=self.relay.function.function_arn,
            event_source_arn=table.table_stream_arn,
            starting_position="TRIM_HORIZON",
            batch_size=100,
            bisect_batch_on_function_error=True,
            maximum_retry_attempts=10,
            maximum_record_age_in_seconds=6 * 3600,
            parallelization_factor=2,
            function_response_types=["ReportBatchItemFailures"],
            filter_criteria=CfnEventSourceMapping.FilterCriteriaProperty(
                filters=[CfnEventSourceMapping.FilterProperty(pattern=json.dumps(_NEW_OUTBOX_ITEMS))]
            ),
            destination_config=CfnEventSourceMapping.DestinationConfigProperty(
                on_failure=CfnEventSourceMapping.OnFailureProperty(destination=lost.queue_arn)
            ),
        )
        mapping.node.add_dependency(self.relay.role)
        age = self.relay.function.metric("IteratorAge", period=Duration.minutes(5), statistic="Maximum")
        alarm(self, "BehindAlarm", age, "Events reach the bus late", threshold=_BEHIND.to_milliseconds())
