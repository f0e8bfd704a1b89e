"""Plain alarms: one metric, one threshold, quiet while nothing happens."""

from aws_cdk.aws_cloudwatch import Alarm, ComparisonOperator, IMetric, TreatMissingData
from constructs import Construct


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
