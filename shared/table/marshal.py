"""Between Python's values and DynamoDB's. Floats are refused by the serializer: nothing here is ever a float."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from shared.table.actions import Action, Item
from shared.table.keys import Key


@cache
def _codecs() -> tuple[Any, Any]:
    from boto3.dynamodb.types import TypeDeserializer, TypeSerializer  # costs 150 ms, so not at import

    return TypeSerializer(), TypeDeserializer()


def write(values: Mapping[str, object]) -> dict[str, Any]:
    serialize = _codecs()[0].serialize
    return {name: serialize(value) for name, value in values.items()}


def read(raw: Mapping[str, Any]) -> Item:
    deserialize = _codecs()[1].deserialize
    return {name: _plain(deserialize(value)) for name, value in raw.items()}


def key(of: Key) -> dict[str, Any]:
    return {"pk": {"S": of.pk}, "sk": {"S": of.sk}}


def action(table: str, of: Action) -> dict[str, Any]:
    """Spell an action as an entry of TransactItems; the item as it stood is asked back when its condition fails."""
    body: dict[str, Any] = {
        "TableName": table,
        "ConditionExpression": of.condition,
        "ExpressionAttributeNames": of.names,
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    if of.values:
        body["ExpressionAttributeValues"] = write(of.values)
    if of.item is not None:
        body["Item"] = write(of.item)
    else:
        body["Key"] = key(of.key)
    if of.update is not None:
        body["UpdateExpression"] = of.update
    return {of.verb: body}


def _plain(value: Any) -> Any:
    """Turn DynamoDB's decimals into the ints that went in."""
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
