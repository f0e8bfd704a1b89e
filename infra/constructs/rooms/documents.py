"""The room documents."""

from aws_cdk import Duration
from aws_cdk.aws_s3 import IBucket
from constructs import Construct

from infra import grants
from infra.constructs.acknowledge import acknowledge
from infra.constructs.core import Core
from infra.constructs.files import FILED, UPLOADS, ZIPS
from infra.constructs.function import PortalFunction
from infra.constructs.rooms.room import Room
from infra.subscriptions import Pattern

# A file of 5 GB is read whole once, in 100 s at 50 MB/s (a function reads 75 and more), and copied once, in parts, in
# less than that. A call that dies is made again after six times as long, as AWS asks for (`infra.constructs.queues`):
# 24 minutes, within the half hour after which a file nobody gave a verdict on is held. One that only fails says itself
# when it is made again (`functions.documents.storage`).
_FILE_WITHIN = Duration.minutes(4)
# So many files are taken up at a time; small ones take half a second each. The others wait in the queue, so that a
# thousand dropped in one go leave room for the calls people wait for.
_FILED_AT_ONCE = 20
_GUARDDUTY = "aws.guardduty"
# A gigabyte is read and written once, in forty seconds at 50 MB/s each way; six times this it waits to be begun anew.
_ZIPPED_WITHIN = Duration.minutes(3)
# One file: fetched, read in at most seventeen seconds or shown to a model twice, and written.
_RECOGNISED_WITHIN = Duration.seconds(90)
_ANY_REGION = "A profile of Bedrock's sends a request to the same model in whichever region of its own has room."


class Documents(Room):
    """What is kept."""

    def __init__(self, scope: Construct, core: Core) -> None:
        super().__init__(scope, "documents", core)
        portal, bucket = core.tables.portal, core.files.bucket
        has_scanner = core.settings.has_malware_scanner
        news = self._known_queue("StorageQueue", "STORAGE_QUEUE_URL", _FILE_WITHIN)
        self._listener(
            "storage",
            {
                "Stored": stored_pattern(bucket),
                "Scanned": scanned_pattern(bucket, _GUARDDUTY if has_scanner else grants.SCANNER),
            },
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal),
            grants.put_off(news),
            timeout=_FILE_WITHIN,
            memory_mb=1024,
            queue=news,
            at_once=_FILED_AT_ONCE,
        )
        self._objects("storage", UPLOADS, "GetObject", "GetObjectVersion", "DeleteObjectVersion")
        self._objects("storage", FILED, "GetObject", "PutObject", "DeleteObjectVersion", "AbortMultipartUpload")
        if not has_scanner:
            self._listener(
                "scanner", {"Stored": stored_pattern(bucket)}, grants.report_scans(self), timeout=_FILE_WITHIN
            )
            self._objects("scanner", UPLOADS, "GetObject", "GetObjectVersion")
        self._http(
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal),
            grants.query(portal, "g1", "g2"),
            grants.make_tokens(core.keys.tokens),
            grants.send_to(news),
        )
        self._consumer(
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal),
            grants.query(portal, "g1", "g2"),
            grants.list_versions(core.files.bucket),
        )
        self._objects("http", FILED, "GetObject", "GetObjectVersion")
        self._objects("consumer", FILED, "DeleteObject", "DeleteObjectVersion")
        self._objects("http", UPLOADS, "PutObject", "ListMultipartUploadParts", "AbortMultipartUpload")
        self._schedule(
            "rate(1 minute)",
            grants.on_items(
                portal, "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
            ),
            grants.query(portal),
            grants.query(portal, "g1", "g2", "g4"),
            grants.list_versions(core.files.bucket),
            grants.send_to(news),
        )
        gone = ("DeleteObject", "DeleteObjectVersion")
        self._objects("consumer", UPLOADS, *gone, "AbortMultipartUpload")
        self._objects("consumer", ZIPS, *gone)
        self._objects("schedule", UPLOADS, "GetObject", *gone, "AbortMultipartUpload")
        self._objects("schedule", ZIPS, *gone)
        self._objects("schedule", FILED, "DeleteObject", "DeleteObjectVersion")
        recognition = self._reaction(
            "recognition",
            grants.on_items(portal, "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem"),
            within=_RECOGNISED_WITHIN,
            memory_mb=1536,
            at_once=2,
            paper=True,
        )
        if core.settings.bedrock_model:
            self._ask(recognition, core.settings.bedrock_model)
        self._objects("recognition", FILED, "GetObject", "GetObjectVersion")
        self._reaction(
            "zips",
            grants.on_items(portal, "GetItem", "UpdateItem"),
            within=_ZIPPED_WITHIN,
            memory_mb=1024,
            at_once=2,
        )
        self._objects("zips", FILED, "GetObject", "GetObjectVersion")
        self._objects("zips", ZIPS, "PutObject", "AbortMultipartUpload")
        self._objects("http", ZIPS, "GetObject", "GetObjectVersion")

    def _ask(self, recognition: PortalFunction, model: str) -> None:
        """Let it ask a model of Bedrock's."""
        recognition.may(*grants.ask_model(self, model))
        if base := grants.behind_profile(model):
            behind = f"arn:<AWS::Partition>:bedrock:*::foundation-model/{base}"
            acknowledge(recognition.role, {f"AwsSolutions-IAM5[Resource::{behind}]": _ANY_REGION})


def stored_pattern(bucket: IBucket) -> Pattern:
    """Spell the rule for what is stored where uploads go."""
    under = [{"prefix": f"{UPLOADS}/"}]
    return {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [bucket.bucket_name]}, "object": {"key": under}},
    }


def scanned_pattern(bucket: IBucket, scanner: str) -> Pattern:
    """Spell the rule for what a scanner found there: Amazon GuardDuty, or the one of our own in the same words."""
    under = [{"prefix": f"{UPLOADS}/"}]
    return {
        "source": [scanner],
        "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
        "detail": {"s3ObjectDetails": {"bucketName": [bucket.bucket_name], "objectKey": under}},
    }
