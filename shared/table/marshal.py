"""Between Python's values and DynamoDB's.

The few types items are made of, and no other: whatever else is refused, floats above all. boto3 has codecs for more, at
the price of importing boto3, a tenth of a cold start.
"""

from collections.abc import Mapping
from typing import Any

from shared.table.actions import Action, Item
from shared.table.keys import Key


def write(values: Mapping[str, object]) -> dict[str, Any]:
    """Spell values as DynamoDB's JSON; TypeError for what items do not hold."""
    return {name: _written(value) for name, value in values.items()}


def read(raw: Mapping[str, Any]) -> Item:
    """Read DynamoDB's JSON; ValueError for what items do not hold."""
    return {name: _plain(value) for name, value in raw.items()}


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


def _written(value: object) -> dict[str, Any]:
    match value:
        case str():
            return {"S": str(value)}
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(int(value))}
        case None:
            return {"NULL": True}
        case frozenset() if value:
            return {"SS": sorted(value)}
        case list() | tuple():
            return {"L": [_written(each) for each in value]}
        case Mapping():
            return {"M": {str(name): _written(each) for name, each in value.items()}}
        case _:
            raise TypeError(f"items hold no {type(value).__name__}")


def _plain(value: Mapping[str, Any]) -> Any:
    ((kind, held),) = value.items()
    match kind:
        case "S" | "BOOL":
            return held
        case "N":
            return int(held)
        case "NULL":
            return None
        case "SS":
            return frozenset(held)
        case "L":
            return [_plain(each) for each in held]
        case "M":
            return {name: _plain(each) for name, each in held.items()}
        case _:
            raise ValueError(f"items hold no {kind}")
