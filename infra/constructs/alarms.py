"""Plain alarms: one metric, one threshold, quiet while nothing happens."""

from aws_cdk import Aws
from aws_cdk.aws_cloudwatch import Alarm, ComparisonOperator, IMetric, TreatMissingData
from aws_cdk.aws_cloudwatch_actions import SnsAction
from aws_cdk.aws_iam import PolicyStatement, ServicePrincipal
from aws_cdk.aws_kms import Key
from aws_cdk.aws_sns import Topic
from aws_cdk.aws_sns_subscriptions import EmailSubscription
from constructs import Construct, IConstruct


def alarm(scope: Construct, construct_id: str, metric: IMetric, description: str, *, threshold: float = 1) -> Alarm:
    """Raise it when the metric reaches the threshold in one period."""
    return Alarm(
        scope,
        construct_id,
        alarm_description=description,
        metric=metric,
        threshold=threshold,
        evaluation_periods=1,
        comparison_operator=ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treat_missing_data=TreatMissingData.NOT_BREACHING,
    )


class AlarmMail(Construct):
    """Where alarms go: a topic with one address, which has to agree to be written to."""

    def __init__(self, scope: Construct, construct_id: str, key: Key, address: str) -> None:
        super().__init__(scope, construct_id)
        self._topic = Topic(self, "Topic", master_key=key, enforce_ssl=True)
        self._topic.add_subscription(EmailSubscription(address))
        key.add_to_resource_policy(
            PolicyStatement(
                sid="AlarmsIntoTheirTopic",
                principals=[ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["kms:Decrypt", "kms:GenerateDataKey"],
                resources=["*"],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )

    def tell_of_all(self, root: IConstruct) -> None:
        """Send every alarm below `root`, so that none is raised in silence."""
        for each in root.node.find_all():
            if isinstance(each, Alarm):
                each.add_alarm_action(SnsAction(self._topic))
