"""The stack: put together here, defined in `infra.constructs`."""

from aws_cdk import App, CfnOutput, CliCredentialsStackSynthesizer, Stack, Tags, Validations
from aws_cdk.aws_sqs import IQueue
from cdk_nag import AwsSolutionsChecks
from constructs import IConstruct

from infra.constructs.api import Api
from infra.constructs.cloud_only import CloudOnly
from infra.constructs.core import Core
from infra.constructs.files import files_origin
from infra.constructs.function import PortalFunction
from infra.constructs.monitoring import Monitoring
from infra.constructs.queues import DeadLetters
from infra.constructs.rooms import ROOMS
from infra.constructs.web import Front
from infra.settings import PortalSettings


def portal(app: App) -> "PortalStack":
    """Put the stage named by the context into the app, with cdk-nag at the gate of every stage that runs on AWS.

    The embedded cloud is spoken to without TLS, which the rules rightly refuse; it is built from the same constructs.
    """
    settings = PortalSettings.read(app.node.try_get_context)
    if settings.is_on_aws:
        gate(app)
    return PortalStack(app, settings)


def gate(app: App) -> None:
    """Let no template leave the app with a finding nobody has answered for."""
    Validations.of(app).add_plugins(AwsSolutionsChecks())


class PortalStack(Stack):
    """Composes the nested stacks of one stage, and says where everything is."""

    def __init__(self, app: App, settings: PortalSettings) -> None:
        super().__init__(
            app,
            settings.stack_name,
            description=f"Portico, the client portal ({settings.stage})",
            termination_protection=settings.is_on_aws,
            # The default synthesizer takes on roles, which the embedded cloud's credentials may not.
            synthesizer=None if settings.is_on_aws else CliCredentialsStackSynthesizer(),
        )
        Tags.of(self).add("portico:stage", settings.stage)
        front = Front(self, "Front", settings, files_origin(self))
        core = Core(self, "Core", settings, front)
        rooms = [room(self, core) for room in ROOMS]
        functions: dict[str, PortalFunction] = core.relay.functions | {
            f"{room.room}-{trigger}": function for room in rooms for trigger, function in room.functions.items()
        }
        Api(self, "Api", settings, api=front.api, identity=core.identity, functions=functions)
        Monitoring(self, "Monitoring", api=front.api, functions=functions, dead_letters=_dead_letters(self))
        if settings.is_on_aws:
            CloudOnly(self, "CloudOnly", core=core, api=front.api, functions=functions)
        if core.alarm_mail:
            core.alarm_mail.tell_of_all(self)
        self._tell(front, core, functions)

    def _tell(self, front: Front, core: Core, functions: dict[str, PortalFunction]) -> None:
        staff, clients = core.identity.staff, core.identity.clients
        told = {
            "ApiId": front.api.http_api_id,
            "ApiUrl": front.api.api_endpoint,
            "PortalOrigin": front.origin,
            "StaffPoolId": staff.pool.user_pool_id,
            "StaffClientId": staff.client.user_pool_client_id,
            "ClientPoolId": clients.pool.user_pool_id,
            "ClientClientId": clients.client.user_pool_client_id,
            "PortalTable": core.tables.portal.table_name,
            "ActivityTable": core.tables.activity.table_name,
            "FilesBucket": core.files.bucket.bucket_name,
            "BusName": core.bus.event_bus_name,
            "TokenKeyId": core.keys.tokens.key_id,
            "MailFrom": core.settings.mail_from,
            "Functions": self.to_json_string({name: of.function.function_name for name, of in functions.items()}),
        }
        if core.clock:
            told["ClockParameter"] = core.clock.parameter_name
        if front.pages:
            told["PagesBucket"] = front.pages.bucket.bucket_name
            told["DistributionId"] = front.pages.distribution.distribution_id
        for name, value in told.items():
            CfnOutput(self, name, value=value)


def _dead_letters(scope: IConstruct) -> dict[str, IQueue]:
    """Find every dead-letter queue of the stage, by its path, so that none can be forgotten on the dashboard."""
    found = [each for each in scope.node.find_all() if isinstance(each, DeadLetters)]
    return {each.node.path.partition("/")[2]: each for each in found}
