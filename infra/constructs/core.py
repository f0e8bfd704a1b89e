"""The core: what every room stands on."""

from collections.abc import Mapping

from aws_cdk import Names, NestedStack
from aws_cdk.aws_events import EventBus
from aws_cdk.aws_s3 import IBucket
from aws_cdk.aws_ssm import StringParameter
from constructs import Construct

from infra import grants
from infra.constructs.alarms import AlarmMail
from infra.constructs.anchors import Anchors
from infra.constructs.bundling import Layer
from infra.constructs.files import Files
from infra.constructs.function import DependencyLayer, Ground
from infra.constructs.identity import Identity
from infra.constructs.keys import Keys
from infra.constructs.mail import Mail, MailFeedback
from infra.constructs.relay import Relay
from infra.constructs.tables import Tables
from infra.constructs.web import Front
from infra.environment import Environment
from infra.settings import PortalSettings


class Core(NestedStack):
    """Keys, tables, files, anchors, bus and relay, identity, mail; and what the rooms' environments are made from."""

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings, front: Front) -> None:
        super().__init__(scope, construct_id)
        self.settings = settings
        self.keys = Keys(self, "Keys", settings)
        self.tables = Tables(self, "Tables", settings, self.keys.data)
        self.files = Files(self, "Files", settings, self.keys.data, front.origin)
        self.anchors = Anchors(self, "Anchors", settings, self.keys.data)
        self.bus = EventBus(self, "Bus")
        self.identity = Identity(self, "Identity", settings)
        self.mail = Mail(self, "Mail", settings)
        self.clock = _clock_offset(self, settings) if settings.has_movable_clock else None
        self.ground = Ground(
            settings,
            layer=DependencyLayer(self, "Layer", settings),
            paper=DependencyLayer(self, "PaperLayer", settings, Layer.PAPER),
            key=self.keys.data,
        )
        self.variables = Environment(self._values(front))
        self.relay = Relay(
            self,
            "Relay",
            self.ground,
            table=self.tables.portal,
            bus=self.bus,
            environment=self.variables,
        )
        self.alarm_mail = (
            AlarmMail(self, "AlarmMail", self.keys.data, settings.alarm_mail) if settings.alarm_mail else None
        )
        if settings.is_on_aws:
            MailFeedback(self, "MailFeedback", self.mail.configuration)

    def may_tell_time(self, environment: Mapping[str, str]) -> grants.Grants:
        """What reading the clock takes: nothing, except where it can be moved and the function looks at it."""
        return [grants.read_parameter(self.clock)] if self.clock and "CLOCK_OFFSET_PARAMETER" in environment else []

    def known_as(self, bucket: IBucket) -> str:
        """Spell how other stacks know a bucket of this one, which the gate wants to hear."""
        resources = (self.nested_stack_resource, bucket.node.default_child)
        core, own = (Names.node_unique_id(each.node) for each in resources if each)
        return f"referenceto{core}Outputs{own}Arn"

    def _values(self, front: Front) -> dict[str, str]:
        staff, clients = self.identity.staff, self.identity.clients
        values = {
            "PORTAL_TABLE": self.tables.portal.table_name,
            "ACTIVITY_TABLE": self.tables.activity.table_name,
            "FILES_BUCKET": self.files.bucket.bucket_name,
            "ANCHORS_BUCKET": self.anchors.bucket.bucket_name,
            "BUS_NAME": self.bus.event_bus_name,
            "TOKEN_KEY_ID": self.keys.tokens.key_id,
            "STAFF_POOL_ID": staff.pool.user_pool_id,
            "STAFF_CLIENT_ID": staff.client.user_pool_client_id,
            "CLIENT_POOL_ID": clients.pool.user_pool_id,
            "CLIENT_CLIENT_ID": clients.client.user_pool_client_id,
            "PORTAL_ORIGIN": front.origin,
            "MAIL_FROM": self.settings.mail_from,
            "MAIL_CONFIGURATION_SET": self.mail.configuration.configuration_set_name,
            "EDGE_KEY": front.edge_key,
            "RECOGNISER": self.settings.recogniser,
            "BEDROCK_MODEL": self.settings.bedrock_model,
            "CLOCK_OFFSET_PARAMETER": self.clock.parameter_name if self.clock else None,
        }
        return {name: value for name, value in values.items() if value is not None}


def _clock_offset(scope: Construct, settings: PortalSettings) -> StringParameter:
    """Hold the seconds time is moved by. Named by us: a generated name begins otherwise than its ARN on some clouds."""
    name = f"/portico/{settings.stage}/clock-offset"
    return StringParameter(scope, "ClockOffset", parameter_name=name, string_value="0")
