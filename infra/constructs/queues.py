"""Queues, each with the place where what failed for good waits to be looked at and sent again."""

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk.aws_iam import PolicyStatement, ServicePrincipal
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_sqs import DeadLetterQueue, IQueue, Queue, QueueEncryption
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.constructs.alarms import alarm
from infra.settings import PortalSettings

_TRIES = 5
# AWS asks for six times the function's timeout: what the service took and found no room for is offered again meanwhile,
# and a slow batch is not handed out twice. It is also how long a call that died hides what it was at, so a function's
# time is no longer than its work.
_VISIBILITY_FACTOR = 6


class EncryptedQueue(Queue):
    """A queue under the data key, spoken to over TLS."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        settings: PortalSettings,
        key: IKey,
        *,
        kept_for: Duration,
        hidden_for: Duration | None = None,
        dead_letters: DeadLetterQueue | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            encryption=QueueEncryption.KMS,
            encryption_master_key=key,
            enforce_ssl=settings.is_on_aws,
            removal_policy=settings.removal,
            retention_period=kept_for,
            visibility_timeout=hidden_for,
            dead_letter_queue=dead_letters,
        )


class DeadLetters(EncryptedQueue):
    """Where what could not be done waits: fourteen days, with an alarm from the first message on."""

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings, key: IKey) -> None:
        super().__init__(scope, construct_id, settings, key, kept_for=Duration.days(14))
        acknowledge(self, {"AwsSolutions-SQS3": "This is where dead letters end."})
        depth = self.metric_approximate_number_of_messages_visible(period=Duration.minutes(1), statistic="Maximum")
        alarm(self, "DepthAlarm", depth, "Something could not be done and waits to be looked at")


class WorkQueue(EncryptedQueue):
    """A queue one function works off; after five tries a message goes to the dead letters beside it."""

    def __init__(
        self, scope: Construct, construct_id: str, settings: PortalSettings, key: IKey, *, timeout: Duration
    ) -> None:
        self.dead_letters = DeadLetters(scope, f"{construct_id}DeadLetters", settings, key)
        super().__init__(
            scope,
            construct_id,
            settings,
            key,
            kept_for=Duration.days(4),
            hidden_for=Duration.seconds(timeout.to_seconds() * _VISIBILITY_FACTOR),
            dead_letters=DeadLetterQueue(queue=self.dead_letters, max_receive_count=_TRIES),
        )


def let_rules_send(queue: IQueue, scope: Construct) -> None:
    """Let EventBridge rules of this account and stack's name put messages into the queue."""
    rules = Stack.of(scope).format_arn(
        service="events", resource="rule", resource_name="*", arn_format=ArnFormat.SLASH_RESOURCE_NAME
    )
    queue.add_to_resource_policy(
        PolicyStatement(
            sid="FromRules",
            principals=[ServicePrincipal("events.amazonaws.com")],
            actions=["sqs:SendMessage"],
            resources=[queue.queue_arn],
            conditions={"ArnLike": {"aws:SourceArn": rules}},
        )
    )
