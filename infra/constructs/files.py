"""The bucket for what firms and clients hand each other."""

from aws_cdk import Aws, Duration, Fn, Stack
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_s3 import (
    BlockPublicAccess,
    Bucket,
    BucketEncryption,
    CfnBucket,
    CorsRule,
    HttpMethods,
    LifecycleRule,
    ObjectOwnership,
)
from constructs import Construct

from infra.constructs.acknowledge import acknowledge
from infra.settings import PortalSettings

# Lists of clients, kept as long as the jobs themselves: what has expired or was put anew is not kept as an old version.
_JOBS_KEPT = Duration.days(90)
_OLD_KEPT = Duration.days(1)
# An upload in parts may be gone on with for a day; S3 counts from the midnight after, and finds what was not given up.
_PARTS_KEPT = Duration.days(1)
# They are handed out for a day.
_ZIPS_KEPT = Duration.days(2)
# A browser asks before each part of a file whether it may put it there, unless it may remember.
_ASKED_AGAIN = Duration.hours(1)
_NO_LOG = (
    "Every access is by a presigned address of minutes, given out by calls that the API logs and the portal records. A "
    "log of the bucket would keep the names of files, which addresses carry, where nobody erases them."
)
# Where uploads lie until they are filed or turned away, where they lie for good, and several of them in one file.
UPLOADS, FILED, ZIPS = "uploads", "files", "zips"


class Files(Construct):
    """A private, versioned bucket that announces its objects on EventBridge.

    Where the stage serves the pages, the bucket's name is known before it is made: they are served with a policy that
    names it, and it with one that names them.
    """

    def __init__(self, scope: Construct, construct_id: str, settings: PortalSettings, key: IKey, origin: str) -> None:
        super().__init__(scope, construct_id)
        self.bucket = Bucket(
            self,
            "Bucket",
            bucket_name=files_name(self) if settings.has_web else None,
            encryption=BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,
            block_public_access=BlockPublicAccess.BLOCK_ALL,
            object_ownership=ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=settings.is_on_aws,
            versioned=True,
            cors=[
                CorsRule(
                    allowed_origins=[origin],
                    allowed_methods=[HttpMethods.GET, HttpMethods.POST, HttpMethods.PUT],
                    allowed_headers=["content-type", "x-amz-*"],
                    exposed_headers=["ETag"],
                    max_age=_ASKED_AGAIN.to_seconds(),
                )
            ],
            lifecycle_rules=[
                *(
                    LifecycleRule(prefix=each, expiration=_JOBS_KEPT, noncurrent_version_expiration=_OLD_KEPT)
                    for each in ("jobs/", "imports/")
                ),
                LifecycleRule(prefix=f"{UPLOADS}/", noncurrent_version_expiration=_OLD_KEPT),
                LifecycleRule(prefix=f"{ZIPS}/", expiration=_ZIPS_KEPT, noncurrent_version_expiration=_OLD_KEPT),
                # What is filed is named by its version, so nothing of it goes because it is not the latest.
                LifecycleRule(abort_incomplete_multipart_upload_after=_PARTS_KEPT),
            ],
            removal_policy=settings.removal,
        )
        self._announce()
        acknowledge(self.bucket, {"AwsSolutions-S1": _NO_LOG})

    def _announce(self) -> None:
        """Turn EventBridge on in the template; the construct's own switch would bring a function of its own."""
        bucket = self.bucket.node.default_child
        if not isinstance(bucket, CfnBucket):
            raise TypeError("a bucket is a CfnBucket")
        bucket.add_property_override(
            "NotificationConfiguration", {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
        )


def files_name(scope: Construct) -> str:
    """Name the bucket by the random part of the stack's id: another after a new start, the same in every deploy."""
    root = scope.node.scopes[1]
    if not isinstance(root, Stack):
        raise TypeError("a construct of the portal stands in its stack")
    return Fn.join("-", ["portico-files", Fn.select(2, Fn.split("/", root.stack_id))])


def files_origin(scope: Construct) -> str:
    """Tell where the bucket answers, as `shared.wiring.s3` signs addresses for it."""
    return f"https://{files_name(scope)}.s3.{Aws.REGION}.amazonaws.com"
