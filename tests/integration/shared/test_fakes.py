"""Fakes and the real thing pass the same tests, so that what a fake says holds."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from tests.fakes.cloud import MAIL_FROM, PORTAL_TABLE, Cloud, boto
from tests.fakes.cognito import claims_of
from tests.fakes.dynamo import StoredItems
from tests.fakes.events import RecordingEvents, RecordingSqs
from tests.fakes.ses import FakeSes

PASSWORD = "correct horse battery"


@pytest.fixture(params=["fake", "real"])
def is_fake(request: pytest.FixtureRequest) -> bool:
    return str(request.param) == "fake"


def code(call: Callable[[], object]) -> str:
    with pytest.raises(ClientError) as refused:
        call()
    return str(refused.value.response["Error"]["Code"])


@pytest.fixture
def is_motos(is_fake: bool) -> bool:
    return not is_fake


@pytest.fixture
def kms(cloud: Cloud) -> tuple[Any, str]:
    return cloud.client("kms"), cloud.key_id


def test_a_mac_is_32_bytes_and_always_the_same(kms: tuple[Any, str]):
    client, key = kms
    one, again, other = (
        client.generate_mac(KeyId=key, MacAlgorithm="HMAC_SHA_256", Message=each)["Mac"] for each in (b"a", b"a", b"b")
    )
    assert one == again != other
    assert len(one) == 32


def test_a_key_nobody_made_is_not_found(kms: tuple[Any, str]):
    client, _ = kms
    unknown = "99999999-2222-3333-4444-555555555555"
    assert (
        code(lambda: client.generate_mac(KeyId=unknown, MacAlgorithm="HMAC_SHA_256", Message=b"a"))
        == "NotFoundException"
    )


@pytest.fixture
def pool(cloud: Cloud) -> tuple[Any, str, str]:
    return cloud.client("cognito-idp"), *cloud.pools["client"]


def make(pool: tuple[Any, str, str], password: str | None = PASSWORD) -> None:
    client, pool_id, _ = pool
    client.admin_create_user(
        UserPoolId=pool_id,
        Username="frm_1:abc",
        UserAttributes=[{"Name": "email", "Value": "zoe@example.com"}, {"Name": "email_verified", "Value": "true"}],
        MessageAction="SUPPRESS",
    )
    if password:
        client.admin_set_user_password(UserPoolId=pool_id, Username="frm_1:abc", Password=password, Permanent=True)


def sign_in(pool: tuple[Any, str, str], password: str = PASSWORD, name: str = "frm_1:abc") -> dict[str, Any]:
    client, pool_id, client_id = pool
    answer: dict[str, Any] = client.admin_initiate_auth(
        UserPoolId=pool_id,
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": name, "PASSWORD": password},
    )
    return answer


def test_who_has_a_password_signs_in_and_the_token_names_them(pool: tuple[Any, str, str]):
    make(pool)
    result = sign_in(pool)["AuthenticationResult"]
    assert {"AccessToken", "RefreshToken", "ExpiresIn", "TokenType"} <= set(result)
    claims = claims_of(result["AccessToken"])
    assert (claims["username"], claims["token_use"]) == ("frm_1:abc", "access")


def test_a_wrong_password_and_an_unknown_user_are_refused(pool: tuple[Any, str, str]):
    make(pool)
    assert code(lambda: sign_in(pool, "wrong")) == "NotAuthorizedException"
    assert code(lambda: sign_in(pool, name="nobody")) in {"UserNotFoundException", "NotAuthorizedException"}


def test_a_user_is_made_once(pool: tuple[Any, str, str]):
    make(pool)
    assert code(lambda: make(pool)) == "UsernameExistsException"


def test_sessions_of_a_user_are_ended_and_nobody_has_none(pool: tuple[Any, str, str]):
    make(pool)
    client, pool_id, _ = pool
    client.admin_user_global_sign_out(UserPoolId=pool_id, Username="frm_1:abc")
    assert "AuthenticationResult" in sign_in(pool)
    unknown = code(lambda: client.admin_user_global_sign_out(UserPoolId=pool_id, Username="nobody"))
    assert unknown == "UserNotFoundException"


def test_a_password_may_be_set_anew(pool: tuple[Any, str, str]):
    make(pool)
    client, pool_id, _ = pool
    client.admin_set_user_password(
        UserPoolId=pool_id, Username="frm_1:abc", Password="another long one", Permanent=True
    )
    assert code(lambda: sign_in(pool)) == "NotAuthorizedException"
    assert "AuthenticationResult" in sign_in(pool, "another long one")


def test_a_short_password_is_refused(pool: tuple[Any, str, str]):
    make(pool, password=None)
    client, pool_id, _ = pool
    assert (
        code(
            lambda: client.admin_set_user_password(
                UserPoolId=pool_id, Username="frm_1:abc", Password="eleven char", Permanent=True
            )
        )
        == "InvalidPasswordException"
    )


def test_nobody_sets_the_password_of_nobody(pool: tuple[Any, str, str]):
    client, pool_id, _ = pool
    assert (
        code(
            lambda: client.admin_set_user_password(
                UserPoolId=pool_id, Username="nobody", Password=PASSWORD, Permanent=True
            )
        )
        == "UserNotFoundException"
    )


@pytest.fixture
def events(cloud: Cloud, is_fake: bool) -> tuple[Any, str]:
    return (RecordingEvents(), "bus") if is_fake else (boto("events"), cloud.bus)


def entries(count: int, bus: str) -> list[dict[str, str]]:
    return [{"EventBusName": bus, "Source": "portal.x", "DetailType": "a.b", "Detail": "{}"}] * count


def test_ten_events_are_taken_and_each_is_answered(events: tuple[Any, str]):
    client, bus = events
    answer = client.put_events(Entries=entries(10, bus))
    assert answer["FailedEntryCount"] == 0
    assert [bool(each["EventId"]) for each in answer["Entries"]] == [True] * 10


def test_eleven_events_are_too_many(events: tuple[Any, str]):
    client, bus = events
    assert code(lambda: client.put_events(Entries=entries(11, bus))) == "ValidationException"


@pytest.fixture
def sqs(cloud: Cloud, is_fake: bool) -> tuple[Any, str]:
    return (RecordingSqs(), "https://sqs.invalid/q") if is_fake else (boto("sqs"), cloud.retry_queue)


def test_a_batch_of_messages_is_taken_whole(sqs: tuple[Any, str]):
    client, url = sqs
    answer = client.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": str(n)} for n in range(10)])
    assert [each["Id"] for each in answer["Successful"]] == [str(n) for n in range(10)]
    assert not answer.get("Failed")


def test_messages_of_one_batch_have_ids_of_their_own(sqs: tuple[Any, str]):
    client, url = sqs
    same = [{"Id": "1", "MessageBody": "a"}] * 2
    assert "BatchEntryIdsNotDistinct" in code(lambda: client.send_message_batch(QueueUrl=url, Entries=same))


def test_a_letter_taken_has_an_id(cloud: Cloud, is_fake: bool):
    client: Any = FakeSes() if is_fake else cloud.mail
    raw = b"From: portal@example.com\r\nTo: zoe@example.com\r\nSubject: Hello\r\n\r\nHello"
    answer = client.send_email(
        FromEmailAddress=MAIL_FROM,
        Destination={"ToAddresses": ["zoe@example.com"]},
        Content={"Raw": {"Data": raw}},
    )
    assert answer["MessageId"]


@pytest.fixture
def stored(cloud: Cloud) -> Any:
    """The table, with one item in it."""
    nested = {"M": {"x": {"L": [{"S": "y"}]}}}
    cloud.dynamodb.put_item(
        TableName=PORTAL_TABLE, Item={"pk": {"S": "a"}, "sk": {"S": "b"}, "n": {"N": "1"}, "m": nested}
    )
    return cloud.dynamodb


HERE, NOWHERE = ({"pk": {"S": "a"}, "sk": {"S": each}} for each in ("b", "c"))


def test_whole_items_are_read_the_same(stored: Any, is_fake: bool):
    readers = [stored, *([StoredItems([{"pk": "a", "sk": "b", "n": 1, "m": {"x": ["y"]}}])] if is_fake else [])]
    for reader in readers:
        one = reader.get_item(TableName=PORTAL_TABLE, Key=HERE, ConsistentRead=True)
        assert one["Item"]["m"] == {"M": {"x": {"L": [{"S": "y"}]}}}
        assert "Item" not in reader.get_item(TableName=PORTAL_TABLE, Key=NOWHERE, ConsistentRead=True)
        many = reader.batch_get_item(RequestItems={PORTAL_TABLE: {"Keys": [HERE, NOWHERE], "ConsistentRead": True}})
        assert many["Responses"][PORTAL_TABLE] == [one["Item"]]


def put(key: Any, **more: Any) -> dict[str, Any]:
    return {"Put": {"TableName": PORTAL_TABLE, "Item": {**key, **more}}}


IF_NEW = {"ConditionExpression": "attribute_not_exists(#pk)", "ExpressionAttributeNames": {"#pk": "pk"}}
UNUSED = {**IF_NEW, "ExpressionAttributeNames": {"#pk": "pk", "#x": "x"}}
KEYED = {
    "KeyConditionExpression": "#pk = :pk",
    "ExpressionAttributeNames": {"#pk": "g1pk"},
    "ExpressionAttributeValues": {":pk": {"S": "a"}},
}


def write(*actions: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return "transact_write_items", {"TransactItems": list(actions)}


REFUSED: dict[str, tuple[str, dict[str, Any]]] = {
    "a table nobody made": ("get_item", {"TableName": "no-such-table", "Key": HERE}),
    "two actions on one item": write(put(HERE), put(HERE)),
    "101 actions": write(*(put({**HERE, "sk": {"S": str(each)}}) for each in range(101))),
    "an item without its key": write(put({"pk": {"S": "a"}})),
    "an empty key": write(put({"pk": {"S": "a"}, "sk": {"S": ""}})),
    "an item of 400 KB": write(put(NOWHERE, big={"S": "x" * 400 * 1024})),
    "a name no expression uses": write({"Put": {**put(NOWHERE)["Put"], **UNUSED}}),
    "a condition that fails, beside one that holds": write(put(NOWHERE), {"Put": {**put(HERE)["Put"], **IF_NEW}}),
    "a key asked twice": ("batch_get_item", {"RequestItems": {PORTAL_TABLE: {"Keys": [HERE, HERE]}}}),
    "a consistent read of an index": (
        "query",
        {"TableName": PORTAL_TABLE, "IndexName": "g1-index", "ConsistentRead": True, **KEYED},
    ),
}


@pytest.mark.parametrize("call", REFUSED.values(), ids=REFUSED)
def test_what_dynamodb_refuses_is_refused_and_changes_nothing(stored: Any, cloud: Cloud, call: tuple[str, Any]):
    operation, request = call
    before = cloud.items()
    refused = {"ResourceNotFoundException", "ValidationException", "TransactionCanceledException"}
    assert code(lambda: getattr(stored, operation)(**request)) in refused
    assert cloud.items() == before


def test_what_botocore_would_not_send_is_no_call(stored: Any):
    for request in ({"Key": HERE}, {"TableName": PORTAL_TABLE, "Key": {"pk": "a"}}, {"TableName": PORTAL_TABLE}):
        with pytest.raises((ParamValidationError, ValueError)):
            stored.get_item(**request)


CONDITIONS = {
    "#n = :one AND (attribute_not_exists(#gone) OR #gone > :one)": True,
    "#n = :two AND (attribute_not_exists(#gone) OR #n = :one)": False,
    "(#n = :two OR #n = :one) AND (attribute_exists(#gone) OR (#n < :two AND #n < #most))": True,
    "#most <= #n": False,
    "#n < #gone": False,
    "NOT (#n = :one) OR #n < #most AND #n = :two": False,
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_conditions_with_brackets_and_between_attributes_hold_alike(stored: Any, condition: str):
    stored.put_item(TableName=PORTAL_TABLE, Item={**HERE, "n": {"N": "1"}, "most": {"N": "2"}})
    names = {f"#{each}": each for each in ("n", "most", "gone") if f"#{each}" in condition}
    values = {name: {"N": text} for name, text in ((":one", "1"), (":two", "2")) if name in condition}
    check = {
        "TableName": PORTAL_TABLE,
        "Key": HERE,
        "ConditionExpression": condition,
        "ExpressionAttributeNames": names,
        **({"ExpressionAttributeValues": values} if values else {}),
    }

    def asked() -> None:
        stored.transact_write_items(TransactItems=[{"ConditionCheck": check}])

    if CONDITIONS[condition]:
        asked()
    else:
        assert code(asked) == "TransactionCanceledException"
