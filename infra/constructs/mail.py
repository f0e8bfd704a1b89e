"""Mail: the address it comes from, and what becomes of it."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk.aws_events import CfnRule, IEventBus
from aws_cdk.aws_iam import Role, ServicePrincipal
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_ses import CfnConfigurationSetEventDestination, ConfigurationSet, EmailIdentity, Identity
from constructs import Construct

from infra import grants
from infra.constructs.queues import DeadLetters, let_rules_send
from infra.settings import PortalSettings

_WATCHED = ("BOUNCE", "COMPLAINT", "DELIVERY_DELAY", "REJECT")


class Mail(Construct):
    """The sending identity (the address's domain, with DKIM) and the configuration set of everything we send."""

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings) -> None:
        super().__init__(scope, construct_id)
        self._settings = settings
        self.identity = EmailIdentity(
            self, "Identity", identity=Identity.domain(settings.mail_from.rpartition("@")[2].rstrip(">"))
        )
        self.configuration = ConfigurationSet(self, "Configuration", reputation_metrics=True)

    @property
    def may_send_as(self) -> Sequence[str]:
        """The resources a sender is granted: our identity through our set; the embedded cloud knows `*` alone."""
        if not self._settings.is_on_aws:
            return ["*"]
        configuration = Stack.of(self).format_arn(
            service="ses",
            resource="configuration-set",
            resource_name=self.configuration.configuration_set_name,
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        return [self.identity.email_identity_arn, configuration]


class MailFeedback(Construct):
    """Brings bounces and complaints onto the portal's bus.

    SES speaks to the account's default bus alone, so a rule passes its events on.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        settings: PortalSettings,
        *,
        configuration: ConfigurationSet,
        bus: IEventBus,
        key: IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        default_bus = Stack.of(self).format_arn(service="events", resource="event-bus", resource_name="default")
        CfnConfigurationSetEventDestination(
            self,
            "ToDefaultBus",
            configuration_set_name=configuration.configuration_set_name,
            event_destination=CfnConfigurationSetEventDestination.EventDestinationProperty(
                enabled=True,
                matching_event_types=list(_WATCHED),
                event_bridge_destination=CfnConfigurationSetEventDestination.EventBridgeDestinationProperty(
                    event_bus_arn=default_bus
                ),
            ),
        )
        undelivered = DeadLetters(self, "Undelivered", settings, key)
        let_rules_send(undelivered, self)
        role = Role(self, "Role", assumed_by=ServicePrincipal("events.amazonaws.com"))
        role.add_to_policy(grants.put_events(bus))
        rule = CfnRule(
            self,
            "ToPortalBus",
            event_pattern={
                "source": ["aws.ses"],
                "detail": {"mail": {"tags": {"ses:configuration-set": [configuration.configuration_set_name]}}},
            },
            targets=[
                CfnRule.TargetProperty(
                    id="PortalBus",
                    arn=bus.event_bus_arn,
                    role_arn=role.role_arn,
                    dead_letter_config=CfnRule.DeadLetterConfigProperty(arn=undelivered.queue_arn),
                )
            ],
        )
        rule.node.add_dependency(role)
