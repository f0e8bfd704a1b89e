"""What AWS has and the embedded cloud refuses. Absent on `local`; a template test lists every type in here."""

from collections.abc import Mapping

from aws_cdk import Duration, NestedStack
from aws_cdk.aws_apigatewayv2 import HttpApi
from aws_cdk.aws_cloudwatch import ComparisonOperator, MathExpression, TreatMissingData
from aws_cdk.aws_events import Archive, EventBus, EventPattern, Match
from aws_cdk.aws_logs import CfnQueryDefinition
from constructs import Construct

from infra.constructs.function import PortalFunction

_REPLAYABLE = Duration.days(30)
_FAILING_SHARE = 2
_ERRORS = "fields @timestamp, service, correlation_id, message | filter level = 'ERROR' | sort @timestamp desc"
_ONE_CALL = "fields @timestamp, service, level, message | filter correlation_id = 'PASTE' | sort @timestamp"


class CloudOnly(NestedStack):
    """The archive of the bus, the alarm on a share, the saved searches."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        bus: EventBus,
        api: HttpApi,
        functions: Mapping[str, PortalFunction],
    ) -> None:
        super().__init__(scope, construct_id)
        Archive(
            self,
            "Archive",
            source_event_bus=bus,
            description="Every event of the portal, to replay beside the outbox",
            event_pattern=EventPattern(source=Match.prefix("portal.")),
            retention=_REPLAYABLE,
        )
        MathExpression(
            label="Share of calls that failed",
            expression="100 * failed / FILL(calls, 1)",
            using_metrics={"failed": api.metric_server_error(statistic="Sum"), "calls": api.metric_count()},
            period=Duration.minutes(5),
        ).create_alarm(
            self,
            "FailingShareAlarm",
            alarm_description="More than two calls in a hundred failed for a quarter of an hour",
            threshold=_FAILING_SHARE,
            evaluation_periods=3,
            comparison_operator=ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=TreatMissingData.NOT_BREACHING,
        )
        logs = [each.function.log_group.log_group_name for each in functions.values()]
        for name, search in {"errors": _ERRORS, "one call": _ONE_CALL}.items():
            CfnQueryDefinition(
                self, f"Search {name}", name=f"Portico/{name}", query_string=search, log_group_names=logs
            )
