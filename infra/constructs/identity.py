"""Who people are: two user pools which have nothing in common, one for the team and one for clients."""

from aws_cdk import Duration
from aws_cdk.aws_cognito import (
    AccountRecovery,
    AuthFlow,
    Mfa,
    MfaSecondFactor,
    PasswordPolicy,
    SignInAliases,
    StandardAttribute,
    StandardAttributes,
    UserPool,
    UserPoolClient,
)
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.settings import PortalSettings

_SESSION = Duration.minutes(15)
_REFRESH = Duration.days(30)
_PASSWORDS = (
    "Length and a list of breached passwords, no composition rules (NIST SP 800-63B 5.1.1.2); the portal checks both."
)
_OWN_COUNTERS = "The portal counts failed sign-ins itself and answers alike whoever exists; the paid plan is a choice."
_OPTIONAL_TOTP = "A second factor is offered, and required of the team in production; clients decide for themselves."


class Pool(Construct):
    """One pool and its one app client: no sign-up, no secret, sign-in through the portal's own API alone.

    User names are `<firm>:<hash of the e-mail>` and the e-mail is no alias, so one e-mail has one credential per firm
    and the pool can't be asked for addresses.
    """

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings, *, totp_required: bool) -> None:
        super().__init__(scope, construct_id)
        self.pool = UserPool(
            self,
            "Pool",
            self_sign_up_enabled=False,
            sign_in_aliases=SignInAliases(username=True),
            sign_in_case_sensitive=True,
            standard_attributes=StandardAttributes(email=StandardAttribute(required=True, mutable=True)),
            account_recovery=AccountRecovery.NONE,
            mfa=Mfa.REQUIRED if totp_required else Mfa.OPTIONAL,
            mfa_second_factor=MfaSecondFactor(otp=True, sms=False),
            password_policy=PasswordPolicy(
                min_length=12,
                require_lowercase=False,
                require_uppercase=False,
                require_digits=False,
                require_symbols=False,
            ),
            deletion_protection=settings.is_on_aws,
            removal_policy=settings.removal,
        )
        self.client: UserPoolClient = self.pool.add_client(
            "Portal",
            auth_flows=AuthFlow(admin_user_password=True),
            disable_o_auth=True,
            generate_secret=False,
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            access_token_validity=_SESSION,
            id_token_validity=_SESSION,
            refresh_token_validity=_REFRESH,
        )
        acknowledge(self.pool, {"AwsSolutions-COG1": _PASSWORDS, "AwsSolutions-COG8": _OWN_COUNTERS})
        if not totp_required:
            acknowledge(self.pool, {"AwsSolutions-COG2": _OPTIONAL_TOTP})


class Identity(Construct):
    """The team's pool and the clients' pool."""

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings) -> None:
        super().__init__(scope, construct_id)
        self.staff = Pool(self, "Staff", settings, totp_required=settings.staff_needs_totp)
        self.clients = Pool(self, "Clients", settings, totp_required=False)
