"""What AWS has and the embedded cloud refuses. Absent on `local`; a template test lists every type in here."""

from collections.abc import Mapping

from aws_cdk import ArnFormat, Duration, NestedStack, Stack
from aws_cdk.aws_apigatewayv2 import HttpApi
from aws_cdk.aws_cloudwatch import ComparisonOperator, MathExpression, TreatMissingData
from aws_cdk.aws_events import Archive, EventPattern, Match
from aws_cdk.aws_guardduty import CfnMalwareProtectionPlan
from aws_cdk.aws_iam import PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_logs import CfnQueryDefinition
from aws_cdk.aws_s3 import IBucket
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.constructs.core import Core
from infra.constructs.files import UPLOADS
from infra.constructs.function import PortalFunction

_GUARDDUTYS_RULE = "DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*"
_REPLAYABLE = Duration.days(30)
_FAILING_SHARE = 2
_ERRORS = "fields @timestamp, service, correlation_id, message | filter level = 'ERROR' | sort @timestamp desc"
_ONE_CALL = "fields @timestamp, service, level, message | filter correlation_id = 'PASTE' | sort @timestamp"


class CloudOnly(NestedStack):
    """The archive of the bus, the scanner of uploads, the alarm on a share, the saved searches."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        core: Core,
        api: HttpApi,
        functions: Mapping[str, PortalFunction],
    ) -> None:
        super().__init__(scope, construct_id)
        Archive(
            self,
            "Archive",
            source_event_bus=core.bus,
            description="Every event of the portal, to replay beside the outbox",
            event_pattern=EventPattern(source=Match.prefix("portal.")),
            retention=_REPLAYABLE,
        )
        Scanner(self, "Scanner", core)
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


class Scanner(Construct):
    """Amazon GuardDuty's malware protection, for the objects under the prefix of uploads and no others."""

    def __init__(self, scope: Construct, construct_id: str, core: Core) -> None:
        super().__init__(scope, construct_id)
        files = core.files.bucket
        role = Role(self, "Role", assumed_by=ServicePrincipal("malware-protection-plan.guardduty.amazonaws.com"))
        for statement in self._may(files):
            role.add_to_policy(statement)
        plan = CfnMalwareProtectionPlan(
            self,
            "Plan",
            role=role.role_arn,
            protected_resource=CfnMalwareProtectionPlan.CFNProtectedResourceProperty(
                s3_bucket=CfnMalwareProtectionPlan.S3BucketProperty(
                    bucket_name=files.bucket_name, object_prefixes=[f"{UPLOADS}/"]
                )
            ),
        )
        plan.node.add_dependency(role)
        own = f"arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:rule/{_GUARDDUTYS_RULE}"
        acknowledge(
            role,
            {
                f"AwsSolutions-IAM5[Resource::{own}]": "GuardDuty names its rule itself.",
                f"AwsSolutions-IAM5[Resource::<{core.known_as(files)}>/{UPLOADS}/*]": "Objects are named as they come.",
            },
        )

    def _may(self, files: IBucket) -> list[PolicyStatement]:
        """What the plan's role needs, by the GuardDuty user guide ("Create or update IAM role policy")."""
        rule = Stack.of(self).format_arn(
            service="events",
            resource="rule",
            resource_name=_GUARDDUTYS_RULE,
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        managed = {"StringEquals": {"events:ManagedBy": "malware-protection-plan.guardduty.amazonaws.com"}}
        return [
            PolicyStatement(
                actions=["events:PutRule", "events:DeleteRule", "events:PutTargets", "events:RemoveTargets"],
                resources=[rule],
                conditions=managed,
            ),
            PolicyStatement(actions=["events:DescribeRule", "events:ListTargetsByRule"], resources=[rule]),
            PolicyStatement(
                actions=["s3:GetBucketNotification", "s3:PutBucketNotification", "s3:ListBucket"],
                resources=[files.bucket_arn],
            ),
            PolicyStatement(
                actions=["s3:PutObject"],
                resources=[files.arn_for_objects("malware-protection-resource-validation-object")],
            ),
            PolicyStatement(
                actions=["s3:GetObject", "s3:GetObjectVersion"], resources=[files.arn_for_objects(f"{UPLOADS}/*")]
            ),
        ]
