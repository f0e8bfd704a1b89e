"""DynamoDB's client over dictionaries: quick, and as strict as the service where the portal comes near it.

It takes what botocore would send, in DynamoDB's JSON, and refuses what the service refuses. Its expressions are those
of tests/fakes/expressions.py. The tests of the table, the meter and the repositories run over it and over moto; so does
one call of every route.
"""

import re
import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from typing import Any, cast

import botocore.session
from botocore.validate import ParamValidator

from shared.table import marshal
from tests.fakes.expressions import changed, holds
from tests.fakes.meter import Raw, item_size
from tests.fakes.refusals import cancelled, refusal

_PAGE_BYTES = 1024 * 1024
_ITEM_BYTES = 400 * 1024
_MAX_KEYS = _MAX_ACTIONS = 100
_PLACEHOLDER = re.compile(r"[#:]\w+")
_CONDITION = re.compile(
    r"#pk = (?P<pk>:\w+)"
    r"(?: AND (?:begins_with\(#sk, (?P<begins>:\w+)\)|#sk BETWEEN (?P<since>:\w+) AND (?P<until>:\w+)"
    r"|#sk >= (?P<least>:\w+)|#sk <= (?P<most>:\w+)))?"
)

type Place = tuple[str, ...]


class Shelf:
    """Items by partition key and sort key: a table's, or an index's, whose places name the item's own key as well."""

    def __init__(
        self,
        keys: tuple[str, str],
        own: tuple[str, str],
        included: frozenset[str] | None,
        partitions: dict[str, dict[Place, Raw]] | None = None,
    ) -> None:
        self.keys = keys
        self._own = own
        self._included = included
        self._partitions = partitions or {}
        self._orders: dict[str, list[Place]] = {}  # of the partitions somebody asked for

    def add(self, item: Raw) -> None:
        if self._holds(item):
            kept = item if self._included is None else {n: v for n, v in item.items() if n in self._included}
            name, place = item[self.keys[0]]["S"], self.place(item)
            partition = self._partitions.setdefault(name, {})
            if name in self._orders and place not in partition:
                insort(self._orders[name], place)
            partition[place] = kept

    def take(self, item: Raw) -> None:
        if self._holds(item):
            name, place = item[self.keys[0]]["S"], self.place(item)
            del self._partitions[name][place]
            if name in self._orders:
                order = self._orders[name]
                del order[bisect_left(order, place)]

    def place(self, item: Raw) -> Place:
        return tuple(item[name]["S"] for name in self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The attributes that order a partition, and tell its items apart."""
        return tuple(dict.fromkeys((self.keys[1], *self._own)))

    def order(self, partition: str) -> Sequence[Place]:
        """Give the places of a partition in order; it is kept, so that a long one is not sorted for each page."""
        if partition not in self._partitions:
            return ()
        if partition not in self._orders:
            self._orders[partition] = sorted(self._partitions[partition])
        return self._orders[partition]

    def at(self, partition: str, place: Place) -> Raw:
        return self._partitions[partition][place]

    def copied(self) -> "Shelf":
        """Give another with the same in it; items are never changed where they lie."""
        partitions = {name: dict(places) for name, places in self._partitions.items()}
        return Shelf(self.keys, self._own, self._included, partitions)

    def all(self) -> Iterator[Raw]:
        return (item for each in self._partitions.values() for item in each.values())

    def get(self, key: Raw) -> Raw | None:
        return self._partitions.get(key[self.keys[0]]["S"], {}).get(self.place(key))

    def _holds(self, item: Raw) -> bool:
        return all(name in item for name in self.keys)


class Stored:
    """A table: its items, and what its indexes hold of them."""

    def __init__(self, request: Raw) -> None:
        self.own = _names(request["KeySchema"])
        self.items = Shelf(self.own, self.own, None)
        self.indexes: dict[str, Shelf] = {}
        for each in request.get("GlobalSecondaryIndexes", ()):
            keys, projection = _names(each["KeySchema"]), each["Projection"]
            named = frozenset((*self.own, *keys, *projection.get("NonKeyAttributes", ())))
            included = None if projection["ProjectionType"] == "ALL" else named
            self.indexes[each["IndexName"]] = Shelf(keys, self.own, included)

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        return (self.items, *self.indexes.values())

    def copied(self) -> "Stored":
        other = copy(self)
        other.items = self.items.copied()
        other.indexes = {name: each.copied() for name, each in self.indexes.items()}
        return other

    def put(self, item: Raw) -> None:
        self.remove(item)
        for each in self.shelves:
            each.add(item)

    def remove(self, key: Raw) -> None:
        standing = self.items.get(key)
        for each in self.shelves if standing else ():
            each.take(cast("Raw", standing))

    def checked(self, item: Raw) -> Raw:
        """Give the item, unless the service would not hold it: a key that is no text or empty, too many bytes."""
        for name in {key for shelf in self.shelves for key in shelf.keys}:
            if name in item and not item[name].get("S"):
                raise _invalid(f"the key attribute {name} is no text, or an empty one")
        if item_size(item) > _ITEM_BYTES:
            raise _invalid("Item size has exceeded the maximum allowed size")
        return item


class Engine:
    """The part of the client that the portal and its tests use."""

    def __init__(self) -> None:
        self._tables: dict[str, Stored] = {}

    def kept(self) -> dict[str, Stored]:
        """All tables as they are now, for `stand`."""
        return {name: each.copied() for name, each in self._tables.items()}

    def stand(self, kept: Mapping[str, Stored]) -> None:
        """Let all tables be as they were then."""
        self._tables = {name: each.copied() for name, each in kept.items()}

    def create_table(self, **request: Any) -> Raw:
        self._tables[request["TableName"]] = Stored(request)
        return {}

    def put_item(self, **request: Any) -> Raw:
        """Put an item, whatever stood there: only tests do, to arrange."""
        self._arrange(_valid("PutItem", request)["TableName"], request["Item"])
        return {}

    def batch_write_item(self, **request: Any) -> Raw:
        """Put many items, whatever stood there: only benches do, to arrange, so botocore is not asked about each."""
        for name, wishes in request["RequestItems"].items():
            for each in wishes:
                self._arrange(name, each["PutRequest"]["Item"])
        return {"UnprocessedItems": {}}

    def scan(self, **request: Any) -> Raw:
        """All there is, at once: only tests look so."""
        return {"Items": list(self._table(_valid("Scan", request)).items.all())}

    def get_item(self, **request: Any) -> Raw:
        found = self._table(_valid("GetItem", request)).items.get(request["Key"])
        return {"Item": found} if found is not None else {}

    def batch_get_item(self, **request: Any) -> Raw:
        responses: dict[str, list[Raw]] = {}
        for name, wanted in _valid("BatchGetItem", request)["RequestItems"].items():
            table = self._table({"TableName": name})
            places = [(*table.items.place(each), each[table.own[0]]["S"]) for each in wanted["Keys"]]
            if len(set(places)) < len(places):
                raise _invalid("Provided list of item keys contains duplicates")
            if not 1 <= len(places) <= _MAX_KEYS:
                raise _invalid("Too many items requested for the BatchGetItem call")
            found = (table.items.get(each) for each in wanted["Keys"])
            responses[name] = [each for each in found if each is not None]
        return {"Responses": responses, "UnprocessedKeys": {}}

    def query(self, **request: Any) -> Raw:
        table = self._table(_valid("Query", request))
        index = request.get("IndexName")
        if index and request.get("ConsistentRead"):
            raise _invalid("Consistent reads are not supported on global secondary indexes")
        shelf = table.indexes[index] if index else table.items
        partition, low, high = _asked(request, shelf)
        order, is_forward = shelf.order(partition), request.get("ScanIndexForward", True)
        first = bisect_left(order, (low,))
        last = len(order) if high is None else bisect_left(order, (high,))
        if start := request.get("ExclusiveStartKey"):
            begin = shelf.place(start)
            if is_forward:
                first = max(first, bisect_right(order, begin))
            else:
                last = min(last, bisect_left(order, begin))
        numbers = range(first, last) if is_forward else range(last - 1, first - 1, -1)
        places = (shelf.at(partition, order[each]) for each in numbers)
        return _page(places, len(numbers), request.get("Limit"), (*table.own, *shelf.keys))

    def transact_write_items(self, **request: Any) -> Raw:
        """Do all actions or none. One whose condition fails is told with the item as it stands, when asked for."""
        actions = [next(iter(each.items())) for each in _valid("TransactWriteItems", request)["TransactItems"]]
        if not 1 <= len(actions) <= _MAX_ACTIONS:
            raise _invalid("Member must have length less than or equal to 100")
        keys = [(body["TableName"], repr(self._key(body))) for _, body in actions]
        if len(set(keys)) < len(keys):
            raise _invalid("Transaction request cannot include multiple operations on one item")
        reasons = [self._reason(body) for _, body in actions]
        if any(each != "None" for each in reasons):
            raise cancelled(*reasons)
        made = [(body, self._made(verb, body)) for verb, body in actions if verb != "ConditionCheck"]
        for body, item in made:
            table = self._table(body)
            table.put(item) if item is not None else table.remove(body["Key"])
        return {}

    def _arrange(self, name: str, item: Raw) -> None:
        table = self._table({"TableName": name})
        table.put(table.checked(item))

    def _reason(self, body: Raw) -> str | tuple[str, Raw]:
        names, values = _read_placeholders(body)
        condition = body.get("ConditionExpression")
        standing = self._table(body).items.get(self._key(body))
        item = marshal.read(standing) if standing is not None else None
        if condition is None or holds(_named(condition, names), item, values):
            return "None"
        tells = standing is not None and body.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
        return ("ConditionalCheckFailed", cast("Raw", standing)) if tells else "ConditionalCheckFailed"

    def _made(self, verb: str, body: Raw) -> Raw | None:
        """Make the item an action leaves; None when it leaves none."""
        table = self._table(body)
        if verb == "Put":
            return table.checked(body["Item"])
        if verb == "Delete":
            return None
        names, values = _read_placeholders(body)
        standing = marshal.read(table.items.get(body["Key"]) or body["Key"])
        return table.checked(marshal.write(changed(_named(body["UpdateExpression"], names), standing, values)))

    def _key(self, body: Raw) -> Raw:
        given, own = body.get("Key") or body["Item"], self._table(body).own
        if missing := [name for name in own if name not in given]:
            raise _invalid(f"the item has no {missing}")
        return {name: given[name] for name in own}

    def _table(self, request: Mapping[str, Any]) -> Stored:
        if request["TableName"] not in self._tables:
            raise refusal("ResourceNotFoundException")
        return self._tables[request["TableName"]]


def _asked(request: Raw, shelf: Shelf) -> tuple[str, str, str | None]:
    """Give what the key condition names: a partition, where it begins, and what all of it is below, if anything."""
    names, values = _read_placeholders(request)
    match = _CONDITION.fullmatch(request["KeyConditionExpression"])
    if match is None or tuple(names[each] for each in ("#pk", "#sk") if each in names) not in (
        shelf.keys,
        shelf.keys[:1],
    ):
        raise NotImplementedError(request["KeyConditionExpression"])
    wanted = {name: values[place] for name, place in match.groupdict().items() if place}
    if "begins" in wanted:
        return wanted["pk"], wanted["begins"], wanted["begins"] + chr(sys.maxunicode)
    most = wanted.get("until", wanted.get("most"))
    return wanted["pk"], wanted.get("since", wanted.get("least", "")), None if most is None else most + "\0"


def _page(found: Iterator[Raw], number: int, limit: int | None, names: tuple[str, ...]) -> Raw:
    """Cut a page off, at the limit or at one megabyte; one that ends there names its end, whether there is more or not.

    AWS, "Paginating table query results": a LastEvaluatedKey does not mean that there is more.
    """
    size, items = 0, []
    for item in found:
        items.append(item)
        size += item_size(item) if limit is None or number > len(items) else 0
        if len(items) == limit or size >= _PAGE_BYTES:
            return {"Items": items, "LastEvaluatedKey": {name: item[name] for name in dict.fromkeys(names)}}
    return {"Items": items}


def _read_placeholders(request: Raw) -> tuple[dict[str, str], dict[str, Any]]:
    """Read names and values; one that no expression uses is refused, as the service does."""
    names = request.get("ExpressionAttributeNames", {})
    values = marshal.read(request.get("ExpressionAttributeValues", {}))
    spoken = (request.get(f"{each}Expression", "") for each in ("Condition", "Update", "KeyCondition"))
    used = set(_PLACEHOLDER.findall(" ".join(spoken)))
    if used != {*names, *values}:
        raise _invalid(f"unused or undefined in expressions: {used ^ {*names, *values}}")
    return names, values


def _named(expression: str, names: Mapping[str, str]) -> str:
    """Give the expression; the portal's placeholders are the names themselves, and others are not spoken."""
    if any(placeholder != f"#{name}" for placeholder, name in names.items()):
        raise NotImplementedError(expression)
    return expression


def _names(schema: list[Raw]) -> tuple[str, str]:
    by_kind = {each["KeyType"]: each["AttributeName"] for each in schema}
    return by_kind["HASH"], by_kind["RANGE"]


def _valid(operation: str, request: Raw) -> Raw:
    """Give the request, unless botocore would not send it."""
    report = ParamValidator().validate(request, _model().operation_model(operation).input_shape)
    if report.has_errors():
        raise ValueError(report.generate_report())
    return request


@cache
def _model() -> Any:
    return botocore.session.get_session().get_service_model("dynamodb")


def _invalid(why: str) -> Exception:
    return refusal("ValidationException", message=why)
