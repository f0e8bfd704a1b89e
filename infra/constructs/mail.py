"""Mail: the address it comes from, and what becomes of it."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk.aws_ses import CfnConfigurationSetEventDestination, ConfigurationSet, EmailIdentity, Identity
from constructs import Construct

from infra.settings import PortalSettings
from infra.subscriptions import Pattern

_WATCHED = ("BOUNCE", "COMPLAINT")


class Mail(Construct):
    """The sending identity (the address's domain, with DKIM) and the configuration set of everything we send."""

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings) -> None:
        super().__init__(scope, construct_id)
        self._settings = settings
        self.identity = EmailIdentity(
            self, "Identity", identity=Identity.domain(settings.mail_from.rpartition("@")[2].rstrip(">"))
        )
        # The portal keeps marks of its own, a firm at a time, which people can lift; SES's list they could not.
        self.configuration = ConfigurationSet(
            self, "Configuration", reputation_metrics=True, disable_suppression_list=True
        )

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
    """Has SES tell of bounces and complaints. It speaks to the account's default bus alone."""

    def __init__(self, scope: Construct, construct_id: str, configuration: ConfigurationSet) -> None:
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


def feedback_pattern(configuration: ConfigurationSet) -> Pattern:
    """Spell the rule for news of the letters of this stage and of no other that sends from the same account."""
    return {
        "source": ["aws.ses"],
        "detail-type": ["Email Bounced", "Email Complaint Received"],
        "detail": {"mail": {"tags": {"ses:configuration-set": [configuration.configuration_set_name]}}},
    }
