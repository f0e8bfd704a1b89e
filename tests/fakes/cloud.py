"""The stage in one process: the real wiring over fakes and moto, with faults, a meter and a clock one can move.

DynamoDB, KMS and Cognito are fakes that pass the same tests as moto's and take a tenth of the time; everything else is
moto's, and so are these where a test asks for it.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, cached_property
from inspect import signature
from typing import Any

import boto3
import pytest
from joserfc import jwk
from moto import mock_aws
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.dynamodb.models.table import Table as MotosTable
from moto.utilities.utils import load_resource

from shared import wiring
from shared.domain.clock import Clock
from shared.table.cursors import Cursors
from shared.table.outbox import details
from shared.table.schema import ACTIVITY, OUTBOX_TYPE, PORTAL
from shared.table.table import Table
from tests.fakes import containers
from tests.fakes.clock import FrozenClock
from tests.fakes.cognito import FakeCognito
from tests.fakes.engine import Engine
from tests.fakes.events import RecordingSqs
from tests.fakes.faults import FaultyClient
from tests.fakes.kms import KEY_ID, FakeKms
from tests.fakes.meter import Meter
from tests.fakes.s3 import VersionedS3
from tests.fakes.ses import FakeSes, Received, received
from tests.fakes.tables import build_table

_query = MotosTable.query

REGION = "eu-central-1"
PORTAL_TABLE = "portal-table"
ACTIVITY_TABLE = "activity-table"
BUS = "portal-bus"
FILES_BUCKET = "portal-files"
ANCHORS_BUCKET = "portal-anchors"
JOBS_QUEUE_URL = f"https://sqs.{REGION}.amazonaws.com/123456789012/jobs"
STORAGE_QUEUE_URL = f"https://sqs.{REGION}.amazonaws.com/123456789012/storage"
MAIL_FROM = "portal@example.com"
ORIGIN = "https://portal.example.com"


@cache
def boto(service: str) -> Any:
    """Moto answers every client of the process, so one a service is enough for all tests."""
    return boto3.client(service, region_name=REGION)


@cache
def _signing_key() -> jwk.RSAKey:
    """Moto reads one and the same key for every pool, for a third of a second each time."""
    return jwk.RSAKey.import_key(load_resource("cognitoidp/resources/jwks-private.json"))


def _revoke_token(response: CognitoIdpResponse) -> str:
    """Take a refresh token away; moto knows all of the pools' calls we make but this one."""
    for pool in response.backend.user_pools.values():
        pool.refresh_tokens.pop(response.parameters["Token"], None)
    return "{}"


def _paged(table: MotosTable, *asked: Any, **more: Any) -> Any:
    """Name the end of a page that is full, as the service does; moto does so only where there is more."""
    given = signature(_query).bind(table, *asked, **more).arguments
    results, count, last = _query(table, *asked, **more)
    if last is None and results and len(results) == given["limit"]:
        index = given.get("index_name")
        names = [each["AttributeName"] for each in (*table.schema, *(table.get_index(index).schema if index else ()))]
        last = {name: results[-1].attrs[name] for name in names}
    return results, count, last


def isolate(patch: pytest.MonkeyPatch) -> None:
    """Take away whatever of the caller's environment could reach a real account or the embedded cloud."""
    for name in [each for each in os.environ if each.startswith("AWS_")]:
        patch.delenv(name)
    patch.setenv("AWS_ACCESS_KEY_ID", "testing")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    patch.setenv("AWS_DEFAULT_REGION", REGION)
    patch.setenv("AWS_EC2_METADATA_DISABLED", "true")


class Cloud:
    """Everything a room's environment names. Resources come to be when they are first asked for."""

    def __init__(self, patch: pytest.MonkeyPatch, *, is_motos: bool = False) -> None:
        self._patch = patch
        self._clients: dict[str, FaultyClient] = {}
        self.clock = FrozenClock()
        self.dynamodb = boto("dynamodb") if is_motos else Engine()
        build_table(self.dynamodb, PORTAL, PORTAL_TABLE)
        self.meter = Meter(self.dynamodb, {PORTAL_TABLE: PORTAL, ACTIVITY_TABLE: ACTIVITY})
        self.key_id = _motos_key() if is_motos else KEY_ID
        self.is_motos = is_motos
        if not is_motos:
            self.stand_in("kms", FakeKms())
            self.users = FakeCognito(self.clock)
            self.stand_in("cognito-idp", self.users)
            self.bucket = VersionedS3(self.clock, lambda: boto("s3"))
            self.stand_in("s3", self.bucket)
            self._queues, self._letters = RecordingSqs(), FakeSes(is_known=False)
            self.stand_in("sqs", self._queues)
            self.stand_in("sesv2", self._letters)
        self.restart()

    def restart(self) -> None:
        """Start every container anew: caches empty, clients ours, the clock ours."""
        containers.forget()
        clock: Callable[[str | None], Clock] = lambda _: self.clock  # noqa: E731  # it stands in for a function
        self._patch.setattr(wiring, "client", self.client)
        self._patch.setattr(wiring, "clock", clock)
        self._patch.setattr(wiring, "s3", lambda: self.client("s3"))
        self._patch.setattr(wiring, "unmoved_clock", lambda: self.clock)
        variables = {
            "PORTICO_STAGE": "test",
            "PORTAL_TABLE": PORTAL_TABLE,
            "ACTIVITY_TABLE": ACTIVITY_TABLE,
            "BUS_NAME": BUS,
            "FILES_BUCKET": FILES_BUCKET,
            "ANCHORS_BUCKET": ANCHORS_BUCKET,
            "JOBS_QUEUE_URL": JOBS_QUEUE_URL,
            "STORAGE_QUEUE_URL": STORAGE_QUEUE_URL,
            "TOKEN_KEY_ID": self.key_id,
            "MAIL_FROM": MAIL_FROM,
            "PORTAL_ORIGIN": ORIGIN,
            "RECOGNISER": "built_in",
        }
        for name, value in variables.items():
            self._patch.setenv(name, value)

    def client(self, service: str) -> FaultyClient:
        """The client the code under test gets; tests fail it, or read its calls."""
        if service not in self._clients:
            real = self.meter if service == "dynamodb" else boto(service)
            self._clients[service] = FaultyClient(real)
        return self._clients[service]

    def stand_in(self, service: str, client: object) -> FaultyClient:
        """Put another client behind a service from now on."""
        self._clients[service] = FaultyClient(client)
        return self._clients[service]

    def kept(self) -> object:
        """Everything as it is now, for `stand`; only where nothing is moto's."""
        letters, queues = list(self._letters.mailbox), list(self._queues.sent)
        tables, bucket = self.dynamodb.kept(), self.bucket.remembered()
        return self.clock.now, tables, self.users.kept(), bucket, queues, letters

    def stand(self, kept: Any) -> None:
        """Let everything be as it was then, in another cloud or in this one; all containers start anew."""
        self.clock.now, tables, users, bucket, queues, letters = kept
        self.dynamodb.stand(tables)
        self.users.stand(users)
        self.bucket.stand(bucket)
        self._queues.sent, self._letters.mailbox = list(queues), list(letters)
        if ACTIVITY_TABLE in tables:
            vars(self)["activity_table"] = self._table(ACTIVITY_TABLE)
        for service, each in self._clients.items():
            self._clients[service] = each.anew()
        self.restart()

    @cached_property
    def table(self) -> Table:
        """The portal table, for tests to arrange and look, with no faults and no bill."""
        return self._table(PORTAL_TABLE)

    @cached_property
    def activity_table(self) -> Table:
        build_table(self.dynamodb, ACTIVITY, ACTIVITY_TABLE)
        return self._table(ACTIVITY_TABLE)

    @cached_property
    def bus(self) -> str:
        boto("events").create_event_bus(Name=BUS)
        return BUS

    @cached_property
    def retry_queue(self) -> str:
        url = self._queue("retries")
        self._patch.setenv("RETRY_QUEUE_URL", url)
        return url

    @cached_property
    def files(self) -> str:
        """The bucket."""
        self._s3.create_bucket(Bucket=FILES_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        if self.is_motos:
            kept = {"Status": "Enabled"}
            self._s3.put_bucket_versioning(Bucket=FILES_BUCKET, VersioningConfiguration=kept)
        return FILES_BUCKET

    @cached_property
    def anchors(self) -> str:
        """The bucket for what nobody can change."""
        place = {"LocationConstraint": REGION}
        self._s3.create_bucket(Bucket=ANCHORS_BUCKET, CreateBucketConfiguration=place)
        if self.is_motos:
            self._s3.put_bucket_versioning(Bucket=ANCHORS_BUCKET, VersioningConfiguration={"Status": "Enabled"})
        return ANCHORS_BUCKET

    def put(self, key: str, content: bytes) -> str:
        """Put an object into the bucket, as a browser does with an address it was given; its version."""
        version: str = self._s3.put_object(Bucket=self.files, Key=key, Body=content)["VersionId"]
        return version

    def fetch(self, key: str) -> bytes:
        body: bytes = self._s3.get_object(Bucket=self.files, Key=key)["Body"].read()
        return body

    def post(self, fields: Mapping[str, str], content: bytes) -> str:
        """Post a form as a browser does, held to its policy where that is looked at; the version it made."""
        if not self.is_motos:
            return self.bucket.post(fields, content)
        made: str = self._s3.put_object(Bucket=self.files, Key=fields["key"], Body=content)["VersionId"]
        return made

    @property
    def begun(self) -> list[tuple[str, str]]:
        """Key and id of what was begun in parts and neither put together nor thrown away."""
        found = self._s3.list_multipart_uploads(Bucket=self.files).get("Uploads", ())
        return [(each["Key"], each["UploadId"]) for each in found]

    def put_part(self, key: str, upload: str, number: int, content: bytes) -> None:
        self._s3.upload_part(Bucket=self.files, Key=key, UploadId=upload, PartNumber=number, Body=content)

    @property
    def stored(self) -> list[str]:
        """The keys of all objects that are there."""
        return [each["Key"] for each in self._s3.list_objects_v2(Bucket=self.files).get("Contents", ())]

    @property
    def anchored(self) -> dict[str, Any]:
        """The anchors there are, by their names."""
        found = self._s3.list_objects_v2(Bucket=ANCHORS_BUCKET).get("Contents", ())
        bodies = ((each["Key"], self._s3.get_object(Bucket=ANCHORS_BUCKET, Key=each["Key"])) for each in found)
        return {name: json.loads(each["Body"].read()) for name, each in bodies}

    @property
    def _s3(self) -> Any:
        """The bucket itself, for tests to arrange and look, with no faults."""
        return boto("s3") if self.is_motos else self.bucket

    @cached_property
    def jobs_queue(self) -> str:
        url = self._queue("jobs")
        self._patch.setenv("JOBS_QUEUE_URL", url)
        return url

    @cached_property
    def storage_queue(self) -> str:
        url = self._queue("storage")
        self._patch.setenv("STORAGE_QUEUE_URL", url)
        return url

    def take(self, queue: str) -> list[str]:
        """The messages that wait in a queue, gone from it, oldest first."""
        if not self.is_motos:
            return self._queues.taken(queue)
        taken = []
        while found := boto("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
            for each in found:
                boto("sqs").delete_message(QueueUrl=queue, ReceiptHandle=each["ReceiptHandle"])
                taken.append(each["Body"])
        return taken

    def _queue(self, name: str) -> str:
        if not self.is_motos:
            return f"https://sqs.{REGION}.amazonaws.com/123456789012/{name}"
        url: str = boto("sqs").create_queue(QueueName=name)["QueueUrl"]
        return url

    @cached_property
    def pools(self) -> dict[str, tuple[str, str]]:
        """The user pools `staff` and `client`: (pool id, client id)."""
        made = {each: _motos_pool(each) if self.is_motos else (each, "portal") for each in ("staff", "client")}
        for audience, (pool, client) in made.items():
            self._patch.setenv(f"{audience.upper()}_POOL_ID", pool)
            self._patch.setenv(f"{audience.upper()}_CLIENT_ID", client)
        return made

    @cached_property
    def mail(self) -> Any:
        """The mailbox letters are sent from."""
        if not self.is_motos:
            self._letters.is_known = True
            return self._letters
        client = boto("sesv2")
        client.create_email_identity(EmailIdentity=MAIL_FROM)
        return client

    @property
    def mailbox(self) -> list[Received]:
        """The letters SES took, oldest first."""
        if not self.is_motos:
            return list(self._letters.mailbox)
        return [
            received(
                each.request["Content"]["Raw"]["Data"],
                tuple(each.request["Destination"]["ToAddresses"]),
                each.request,
            )
            for each in self.client("sesv2").done
            if each.operation == "send_email"
        ]

    def items(self, table: str = PORTAL_TABLE) -> list[dict[str, Any]]:
        """Everything in a table, as stored: what a dump would show."""
        found: list[dict[str, Any]] = []
        start: dict[str, Any] = {}
        while True:
            page = self.dynamodb.scan(TableName=table, **start)
            found += page["Items"]
            if "LastEvaluatedKey" not in page:
                return found
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def announced(self) -> list[dict[str, Any]]:
        """All events in the outbox, in the order of their ids."""
        found = [details(_read(each)) for each in self.items() if each["et"]["S"] == OUTBOX_TYPE]
        events: list[dict[str, Any]] = [dict(event) for each in found for event in each]
        return sorted(events, key=lambda event: str(event["id"]))

    def _table(self, name: str) -> Table:
        return Table(lambda: self.dynamodb, name, Cursors(lambda: b"tests"))


def _motos_pool(audience: str) -> tuple[str, str]:
    client = boto("cognito-idp")
    lax = {f"Require{each}": False for each in ("Lowercase", "Uppercase", "Numbers", "Symbols")}
    policies = {"PasswordPolicy": {"MinimumLength": 12, **lax}}
    key = _signing_key()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jwk.RSAKey, "import_key", lambda _: key)
        pool: str = client.create_user_pool(PoolName=audience, Policies=policies)["UserPool"]["Id"]
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    made = client.create_user_pool_client(UserPoolId=pool, ClientName="portal", ExplicitAuthFlows=flows)
    return pool, made["UserPoolClient"]["ClientId"]


def _read(raw: dict[str, Any]) -> dict[str, Any]:
    from shared.table import marshal

    return marshal.read(raw)


def _motos_key() -> str:
    made = boto("kms").create_key(KeyUsage="GENERATE_VERIFY_MAC", KeySpec="HMAC_256")
    key: str = made["KeyMetadata"]["KeyId"]
    return key


@contextmanager
def running_cloud(patch: pytest.MonkeyPatch, *, is_motos: bool = False) -> Iterator[Cloud]:
    isolate(patch)
    patch.setattr(CognitoIdpResponse, "revoke_token", _revoke_token, raising=False)
    patch.setattr(MotosTable, "query", _paged)
    with mock_aws():
        yield Cloud(patch, is_motos=is_motos)
    containers.forget()


def stream_record(image: dict[str, Any], number: int = 1) -> dict[str, Any]:
    """A record of the table's stream, as Lambda hands it over."""
    return {
        "eventID": f"event-{number}",
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "awsRegion": REGION,
        "dynamodb": {
            "Keys": {name: image[name] for name in ("pk", "sk") if name in image},
            "NewImage": image,
            "SequenceNumber": f"{number:021}",
            "StreamViewType": "NEW_IMAGE",
        },
    }


def queue_event(*bodies: object, received: int = 1) -> dict[str, Any]:
    """A batch of an SQS queue, as Lambda hands it over, for the how-manieth time; a text goes as it is."""
    known = {"attributes": {"ApproximateReceiveCount": str(received)}, "eventSource": "aws:sqs"}
    spelled = [body if isinstance(body, str) else json.dumps(body) for body in bodies]
    return {
        "Records": [
            {"messageId": f"message-{place}", "receiptHandle": f"receipt-{place}", "body": body, **known}
            for place, body in enumerate(spelled, 1)
        ]
    }
