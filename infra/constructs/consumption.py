"""What starts functions from queues and streams, always telling message by message what failed."""

from aws_cdk import Duration
from aws_cdk.aws_events import CfnRule, IEventBus
from aws_cdk.aws_lambda import CfnEventSourceMapping
from constructs import Construct

from infra import grants
from infra.constructs.function import PortalFunction
from infra.constructs.queues import WorkQueue, let_rules_send
from infra.subscriptions import Pattern

_EACH = ["ReportBatchItemFailures"]


def work_off(
    worker: PortalFunction,
    queue: WorkQueue,
    *,
    batch: int = 10,
    window: Duration | None = None,
    at_once: int | None = None,
) -> CfnEventSourceMapping:
    """Let the function work the queue off, `at_once` of it at a time, waiting `window` for a batch to fill."""
    mapping = CfnEventSourceMapping(
        worker,
        "FromQueue",
        function_name=worker.function.function_arn,
        event_source_arn=queue.queue_arn,
        batch_size=batch,
        maximum_batching_window_in_seconds=window.to_seconds() if window else None,
        scaling_config=CfnEventSourceMapping.ScalingConfigProperty(maximum_concurrency=at_once) if at_once else None,
        function_response_types=_EACH,
    )
    worker.may(grants.consume(queue))
    mapping.node.add_dependency(worker.role)
    return mapping


class Subscription(Construct):
    """A rule on a bus, the account's own when none is named, a queue of its own and one function that works it off.

    `share` is the path of what divides the queue: a fair queue of SQS hands out the messages of a group that has many
    waiting behind those of the others (docs/adr/0019). The rule is written out because the library's own queue target
    opens the encryption key with wildcard actions. A queue that others know as well is made before, and given.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        bus: IEventBus | None,
        pattern: Pattern,
        worker: PortalFunction,
        timeout: Duration,
        queue: WorkQueue | None = None,
        share: str | None = None,
        batch: int = 10,
        window: Duration | None = None,
        at_once: int | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        ground = worker.ground
        self.queue = queue or WorkQueue(self, "Queue", ground.settings, ground.key, timeout=timeout)
        for each in (self.queue, self.queue.dead_letters):
            let_rules_send(each, self)
        self.rule = CfnRule(
            self,
            "Rule",
            event_bus_name=bus.event_bus_name if bus else None,
            event_pattern=pattern,
            targets=[
                CfnRule.TargetProperty(
                    id="Queue",
                    arn=self.queue.queue_arn,
                    sqs_parameters=CfnRule.SqsParametersProperty(message_group_id=share) if share else None,
                    dead_letter_config=CfnRule.DeadLetterConfigProperty(arn=self.queue.dead_letters.queue_arn),
                )
            ],
        )
        work_off(worker, self.queue, batch=batch, window=window, at_once=at_once)

    def hear(self, construct_id: str, pattern: Pattern) -> None:
        """Take what another rule of the account's own bus lets through as well."""
        CfnRule(
            self,
            construct_id,
            event_pattern=pattern,
            targets=[
                CfnRule.TargetProperty(
                    id="Queue",
                    arn=self.queue.queue_arn,
                    dead_letter_config=CfnRule.DeadLetterConfigProperty(arn=self.queue.dead_letters.queue_arn),
                )
            ],
        )
