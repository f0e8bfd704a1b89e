"""What a function may do, action by action. No wildcard among the actions: a grant names what the code calls.

Encryption needs no row here: the data key's own policy lets a caller use it through the table, the queue and the
bucket which that caller was granted, and in no other way.
"""

from collections.abc import Sequence

from aws_cdk import Stack
from aws_cdk.aws_cognito import IUserPool
from aws_cdk.aws_dynamodb import ITable, Table
from aws_cdk.aws_events import IEventBus
from aws_cdk.aws_iam import PolicyStatement
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_logs import ILogGroup
from aws_cdk.aws_s3 import IBucket
from aws_cdk.aws_sqs import IQueue
from aws_cdk.aws_ssm import IStringParameter
from constructs import Construct

from shared.table.schema import index_name

# What our own scanner calls itself; names that begin with `aws.` are AWS's.
SCANNER = "portal.scanner"

# Where the profiles of Amazon Bedrock lead that it has itself; their ids begin so.
# https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
_GEOGRAPHIES = frozenset({"apac", "au", "ca", "eu", "global", "jp", "us", "us-gov"})

type Grants = Sequence[PolicyStatement]


def _allow(actions: Sequence[str], *resources: str) -> PolicyStatement:
    return PolicyStatement(actions=list(actions), resources=list(resources))


def on_items(table: ITable, *operations: str) -> PolicyStatement:
    """Allow these operations on single items. A transaction takes no grant of its own: its parts are authorised."""
    return _allow([f"dynamodb:{operation}" for operation in operations], table.table_arn)


def update_only(table: ITable, *attributes: str) -> PolicyStatement:
    """Allow changing these attributes of an item, found by its key, and no others; making one is no part of it.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
    """
    named = ["pk", "sk", *attributes]
    return PolicyStatement(
        actions=["dynamodb:UpdateItem"],
        resources=[table.table_arn],
        conditions={"ForAllValues:StringEquals": {"dynamodb:Attributes": named}},
    )


def query(table: ITable, *indexes: str) -> PolicyStatement:
    """Allow Query on the table itself when no index is named, else on these indexes alone."""
    resources = [f"{table.table_arn}/index/{index_name(index)}" for index in indexes] or [table.table_arn]
    return _allow(["dynamodb:Query"], *resources)


def read_stream(table: Table) -> PolicyStatement:
    parts = ("DescribeStream", "GetRecords", "GetShardIterator")
    return _allow([f"dynamodb:{part}" for part in parts], str(table.table_stream_arn))


def make_tokens(key: IKey) -> PolicyStatement:
    return _allow(["kms:GenerateMac"], key.key_arn)


def put_events(bus: IEventBus) -> PolicyStatement:
    return _allow(["events:PutEvents"], bus.event_bus_arn)


def report_scans(scope: Construct) -> PolicyStatement:
    """Allow events on the account's own bus, where our own scanner speaks as Amazon GuardDuty does."""
    default = Stack.of(scope).format_arn(service="events", resource="event-bus", resource_name="default")
    return _allow(["events:PutEvents"], default)


def send_to(queue: IQueue) -> PolicyStatement:
    return _allow(["sqs:SendMessage"], queue.queue_arn)


def consume(queue: IQueue) -> PolicyStatement:
    return _allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queue.queue_arn)


def sign_in(*pools: IUserPool) -> PolicyStatement:
    """Allow the server's own flow; what a token or a session of the pool opens takes no grant."""
    actions = ["cognito-idp:AdminInitiateAuth", "cognito-idp:AdminRespondToAuthChallenge"]
    return _allow(actions, *(pool.user_pool_arn for pool in pools))


def make_users(*pools: IUserPool) -> PolicyStatement:
    actions = ["cognito-idp:AdminCreateUser", "cognito-idp:AdminSetUserPassword"]
    return _allow(actions, *(pool.user_pool_arn for pool in pools))


def prefer_factors(*pools: IUserPool) -> PolicyStatement:
    return _allow(["cognito-idp:AdminSetUserMFAPreference"], *(pool.user_pool_arn for pool in pools))


def end_sessions(*pools: IUserPool) -> PolicyStatement:
    return _allow(["cognito-idp:AdminUserGlobalSignOut"], *(pool.user_pool_arn for pool in pools))


def send_mail(*identities: str) -> PolicyStatement:
    """Allow SendEmail with a whole message, for which SES asks the older API's action as well."""
    return _allow(["ses:SendEmail", "ses:SendRawEmail"], *identities)


def on_objects(bucket: IBucket, under: str, *operations: str) -> PolicyStatement:
    """Allow these operations on the objects under one prefix."""
    return _allow([f"s3:{operation}" for operation in operations], bucket.arn_for_objects(f"{under}/*"))


def on_all_objects(bucket: IBucket, *operations: str) -> PolicyStatement:
    """Allow these operations on the objects of a bucket that has but one kind of them."""
    return _allow([f"s3:{operation}" for operation in operations], bucket.arn_for_objects("*"))


def list_versions(bucket: IBucket) -> PolicyStatement:
    """Allow seeing which objects there are and were; a bucket is listed whole or not at all."""
    return _allow(["s3:ListBucketVersions"], bucket.bucket_arn)


def ask_model(scope: Construct, model: str) -> Grants:
    """Allow this model of Bedrock's to be asked; where the id is a profile's, the model behind it by that alone."""
    stack = Stack.of(scope)
    base = behind_profile(model)
    if base is None:
        return [
            _allow(["bedrock:InvokeModel"], f"arn:{stack.partition}:bedrock:{stack.region}::foundation-model/{model}")
        ]
    profile = stack.format_arn(service="bedrock", resource="inference-profile", resource_name=model)
    behind = PolicyStatement(
        actions=["bedrock:InvokeModel"],
        resources=[f"arn:{stack.partition}:bedrock:*::foundation-model/{base}"],
        conditions={"StringEquals": {"bedrock:InferenceProfileArn": profile}},
    )
    return [_allow(["bedrock:InvokeModel"], profile), behind]


def behind_profile(model: str) -> str | None:
    """Name the model a profile leads to, in whichever region of its own has room; None for what is no profile."""
    geography, _, base = model.partition(".")
    return base if geography in _GEOGRAPHIES else None


def put_off(queue: IQueue) -> PolicyStatement:
    """Allow saying when a message that failed is handed out again."""
    return _allow(["sqs:ChangeMessageVisibility"], queue.queue_arn)


def read_parameter(parameter: IStringParameter) -> PolicyStatement:
    return _allow(["ssm:GetParameter"], parameter.parameter_arn)


def write_logs(logs: ILogGroup) -> PolicyStatement:
    return _allow(["logs:CreateLogStream", "logs:PutLogEvents"], logs.log_group_arn)
