"""The one way a function comes to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import AssetHashType, Duration
from aws_cdk.aws_iam import PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_lambda import (
    AssetCode,
    CfnEventInvokeConfig,
    Code,
    Function,
    ILayerVersion,
    LayerVersion,
    Runtime,
    Tracing,
)
from aws_cdk.aws_logs import LogGroup
from constructs import Construct

from infra import grants
from infra.constructs.acknowledge import acknowledge
from infra.constructs.alarms import alarm
from infra.constructs.bundling import Layer, function_folder, layer_folder
from infra.constructs.queues import DeadLetters
from infra.settings import PortalSettings

_NO_RESOURCES = "X-Ray's two write actions take no resource; tracing adds them."
_RUNTIME = "3.13 is the project's Python: what runs is what was tested."


@dataclass(frozen=True)
class Ground:
    """What every function of a stage stands on, and the layer of those that read or make paper."""

    settings: PortalSettings
    layer: ILayerVersion
    paper: ILayerVersion
    key: IKey


class DependencyLayer(LayerVersion):
    """Locked dependencies: the project's own, or those of one group."""

    def __init__(
        self, scope: Construct, construct_id: str, settings: PortalSettings, layer: Layer = Layer.COMMON
    ) -> None:
        folder, identity = layer_folder(settings.target, layer)
        super().__init__(
            scope,
            construct_id,
            code=_code(str(folder), identity),
            description=f"Portico's dependencies: {layer}",
            compatible_runtimes=[Runtime.PYTHON_3_13],
            compatible_architectures=[settings.architecture],
        )


class PortalFunction(Construct):
    """A function with its log group, its role, tracing and alarms; nothing is granted that is not written down.

    It carries what its handler imports, and is known to logs and metrics as `service`. One that is started without
    anybody waiting for the answer says so (`nobody_waits`): what it fails at for good goes to dead letters of its own.
    One that reads or makes paper asks for that layer.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        ground: Ground,
        *,
        service: str,
        handler: str,
        environment: Mapping[str, str],
        may: Sequence[PolicyStatement],
        timeout: Duration,
        memory_mb: int = 512,
        nobody_waits: bool = False,
        paper: bool = False,
    ) -> None:
        super().__init__(scope, construct_id)
        settings = ground.settings
        self.ground = ground
        logs = LogGroup(self, "Logs", retention=settings.log_retention, removal_policy=settings.removal)
        self.role = Role(self, "Role", assumed_by=ServicePrincipal("lambda.amazonaws.com"))
        folder, identity = function_folder(handler.rpartition(".")[0])
        self.function = Function(
            self,
            "Function",
            handler=handler,
            code=_code(str(folder), identity),
            runtime=Runtime.PYTHON_3_13,
            architecture=settings.architecture,
            layers=[ground.layer, ground.paper] if paper else [ground.layer],
            role=self.role,
            environment={
                "POWERTOOLS_SERVICE_NAME": service,
                "POWERTOOLS_METRICS_NAMESPACE": "Portico",
                "POWERTOOLS_LOG_LEVEL": "INFO",
                **environment,
            },
            timeout=timeout,
            memory_size=memory_mb,
            tracing=Tracing.ACTIVE,
            log_group=logs,
        )
        self.may(grants.write_logs(logs), *may)
        self._watch()
        if nobody_waits:
            self._keep_failures()
        acknowledge(self.function, {"AwsSolutions-L1": _RUNTIME})
        acknowledge(self.role, {"AwsSolutions-IAM5[Resource::*]": _NO_RESOURCES})

    def may(self, *statements: PolicyStatement) -> None:
        """Grant further actions, each by name."""
        for statement in statements:
            self.role.add_to_policy(statement)

    def _watch(self) -> None:
        period = Duration.minutes(5)
        alarm(self, "ErrorsAlarm", self.function.metric_errors(period=period), "A call ended in an error")
        alarm(self, "ThrottlesAlarm", self.function.metric_throttles(period=period), "Calls were turned away")

    def _keep_failures(self) -> None:
        self.dead_letters = DeadLetters(self, "DeadLetters", self.ground.settings, self.ground.key)
        config = CfnEventInvokeConfig(
            self,
            "AsynchronousCalls",
            function_name=self.function.function_name,
            qualifier="$LATEST",
            maximum_retry_attempts=2,
            maximum_event_age_in_seconds=3600,
            destination_config=CfnEventInvokeConfig.DestinationConfigProperty(
                on_failure=CfnEventInvokeConfig.OnFailureProperty(destination=self.dead_letters.queue_arn)
            ),
        )
        self.may(grants.send_to(self.dead_letters))
        config.node.add_dependency(self.role)


def let_events_start(target: PortalFunction, rule_arn: str) -> None:
    """Let one EventBridge rule start the function."""
    target.function.add_permission("FromRule", principal=ServicePrincipal("events.amazonaws.com"), source_arn=rule_arn)


def _code(folder: str, identity: str) -> AssetCode:
    return Code.from_asset(folder, asset_hash=identity, asset_hash_type=AssetHashType.CUSTOM)
