"""Two keys: one that encrypts what is kept, one that makes tokens and never leaves KMS."""

from aws_cdk import Aws, Duration
from aws_cdk.aws_iam import AnyPrincipal, PolicyStatement, ServicePrincipal
from aws_cdk.aws_kms import Key, KeySpec, KeyUsage
from constructs import Construct

from infra.settings import PortalSettings

_USE = ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey")
_THROUGH = ("dynamodb", "s3", "sqs")


class Keys(Construct):
    """The data key and the token key of a stage."""

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings) -> None:
        super().__init__(scope, construct_id)
        self.data = Key(
            self,
            "DataKey",
            description="Encrypts Portico's tables, buckets and queues",
            enable_key_rotation=True,
            rotation_period=Duration.days(365),
            removal_policy=settings.removal,
        )
        self._let_services_use_it()
        self.tokens = Key(
            self,
            "TokenKey",
            description="Makes and proves the tokens in Portico's links",
            key_spec=KeySpec.HMAC_256,
            key_usage=KeyUsage.GENERATE_VERIFY_MAC,
            removal_policy=settings.removal,
        )

    def _let_services_use_it(self) -> None:
        """Tie the key to the services that encrypt with it, the way AWS's own service keys are.

        Whoever may read the table may read it decrypted, through DynamoDB; nobody can hand the key bare data.
        EventBridge writes into encrypted queues in its own name, so it is named.
        """
        through = [f"{service}.{Aws.REGION}.amazonaws.com" for service in _THROUGH]
        self.data.add_to_resource_policy(
            PolicyStatement(
                sid="ThroughTheServices",
                principals=[AnyPrincipal()],
                actions=[*_USE, "kms:CreateGrant"],
                resources=["*"],
                conditions={"StringEquals": {"kms:CallerAccount": Aws.ACCOUNT_ID, "kms:ViaService": through}},
            )
        )
        self.data.add_to_resource_policy(
            PolicyStatement(
                sid="BusIntoQueues",
                principals=[ServicePrincipal("events.amazonaws.com")],
                actions=["kms:Decrypt", "kms:GenerateDataKey"],
                resources=["*"],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )
