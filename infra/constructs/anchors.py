"""The bucket for the heads of the chains: what is put into it stays as it is, whoever wants otherwise."""

from aws_cdk import Duration
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_s3 import (
    BlockPublicAccess,
    Bucket,
    BucketEncryption,
    LifecycleRule,
    ObjectLockRetention,
    ObjectOwnership,
)
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.settings import PortalSettings


class Anchors(Construct):
    """A private bucket whose objects are locked as they come, for as long as the stage says.

    In `prod` nobody can take one away before that, the account's owner included; elsewhere whoever is granted to go by
    the lock may, so that a stage can be taken down. The embedded cloud knows no lock: there it is a bucket like others.
    """

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings, key: IKey) -> None:
        super().__init__(scope, construct_id)
        kept = Duration.days(settings.anchors_kept_days)
        self.bucket = Bucket(
            self,
            "Bucket",
            encryption=BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,
            block_public_access=BlockPublicAccess.BLOCK_ALL,
            object_ownership=ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=settings.is_on_aws,
            versioned=True,
            object_lock_enabled=True,
            object_lock_default_retention=(
                ObjectLockRetention.compliance(kept)
                if settings.keeps_anchors_from_everybody
                else ObjectLockRetention.governance(kept)
            ),
            lifecycle_rules=[LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1))],
            removal_policy=settings.removal,
        )
        acknowledge(
            self.bucket,
            {"AwsSolutions-S1": "One function writes, one reads; what is there can be neither changed nor taken away."},
        )
