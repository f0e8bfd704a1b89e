"""What DynamoDB would charge: requests by operation, and capacity units from item bytes and touched indexes.

Counted from the requests themselves and from the items before and after, not from anything the code under test says.
Rules: AWS, "Amazon DynamoDB read and write operations" and "Using global secondary indexes".

* A consistent read is 1 unit per 4 KB begun, an eventual one half; what does not exist costs as one begun.
* A transactional write or check is 2 units per KB begun of the larger of old and new item.
* An index entry costs 1 unit per KB begun for each write it takes: none when neither its keys nor what it projects
  changed, one when it appears, disappears or changes, two (a deletion and a new entry) when its key moves.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from shared.table.schema import IndexSchema, TableSchema

type Raw = dict[str, Any]

READS = frozenset({"get_item", "batch_get_item", "query"})
WRITES = frozenset({"transact_write_items"})
_KB = 1024


@dataclass
class Cost:
    """What was asked of DynamoDB and what it costs."""

    requests: Counter[str] = field(default_factory=Counter)
    read_units: float = 0
    write_units: int = 0
    actions: list[int] = field(default_factory=list)
    item_bytes: list[int] = field(default_factory=list)
    partitions: Counter[str] = field(default_factory=Counter)  # write units by partition of the table or an index

    @property
    def reads(self) -> int:
        return sum(self.requests[each] for each in READS)

    @property
    def writes(self) -> int:
        return sum(self.requests[each] for each in WRITES)


class Meter:
    """Wraps a DynamoDB client. An operation it does not know how to charge is refused: a Scan never passes."""

    def __init__(self, client: Any, schemas: Mapping[str, TableSchema]) -> None:
        self._client = client
        self._schemas = schemas
        self._open: list[Cost] = []

    @contextmanager
    def measure(self) -> Iterator[Cost]:
        """Charge everything that happens inside to one bill."""
        cost = Cost()
        self._open.append(cost)
        try:
            yield cost
        finally:
            self._open.remove(cost)

    def get_item(self, **request: Any) -> Raw:
        self._count("get_item")
        answer: Raw = self._client.get_item(**request)
        self._read(_read_units(item_size(answer.get("Item", {})), is_consistent=request.get("ConsistentRead", False)))
        return answer

    def batch_get_item(self, **request: Any) -> Raw:
        self._count("batch_get_item")
        answer: Raw = self._client.batch_get_item(**request)
        for table, wanted in request["RequestItems"].items():
            is_consistent = wanted.get("ConsistentRead", False)
            found = answer["Responses"].get(table, [])
            missing = len(wanted["Keys"]) - len(found)
            sizes = [*map(item_size, found), *[0] * missing]
            self._read(sum(_read_units(each, is_consistent=is_consistent) for each in sizes))
        return answer

    def query(self, **request: Any) -> Raw:
        assert "FilterExpression" not in request, "a filter hides what was read and paid"
        self._count("query")
        answer: Raw = self._client.query(**request)
        size = sum(map(item_size, answer["Items"]))
        self._read(_read_units(size, is_consistent=request.get("ConsistentRead", False)))
        return answer

    def transact_write_items(self, **request: Any) -> Raw:
        """Pass a transaction on. One that is refused counts as a request and is not charged."""
        self._count("transact_write_items")
        if not self._open:  # nobody is billed, so nothing needs to be looked up
            unbilled: Raw = self._client.transact_write_items(**request)
            return unbilled
        actions = [next(iter(each.items())) for each in request["TransactItems"]]
        before = [self._standing(body) for _, body in actions]
        answer: Raw = self._client.transact_write_items(**request)
        for cost in self._open:
            cost.actions.append(len(actions))
        for (_, body), old in zip(actions, before, strict=True):
            self._write(body, old, self._standing(body))
        return answer

    def _standing(self, body: Raw) -> Raw:
        answer: Raw = self._client.get_item(TableName=body["TableName"], Key=_key(body), ConsistentRead=True)
        item: Raw = answer.get("Item", {})
        return item

    def _write(self, body: Raw, old: Raw, new: Raw) -> None:
        schema = self._schemas[body["TableName"]]
        units = 2 * _kilobytes(max(item_size(old), item_size(new)))
        self._charge(units, _key(body)["pk"]["S"])
        for index in schema.indexes:
            for partition, size in index_writes(schema, index, old, new):
                self._charge(_kilobytes(size), partition)
        for cost in self._open:
            if new != old:
                cost.item_bytes.append(item_size(new))

    def _charge(self, units: int, partition: str) -> None:
        for cost in self._open:
            cost.write_units += units
            cost.partitions[partition] += units

    def _read(self, units: float) -> None:
        for cost in self._open:
            cost.read_units += units

    def _count(self, operation: str) -> None:
        for cost in self._open:
            cost.requests[operation] += 1


def _key(body: Raw) -> Raw:
    """Name the item an action is about, whether it stands or not."""
    return body.get("Key") or {name: body["Item"][name] for name in ("pk", "sk")}


def index_writes(schema: TableSchema, index: IndexSchema, old: Raw, new: Raw) -> Iterator[tuple[str, int]]:
    """Tell the writes one index takes for a change: the partition and the bytes of each."""
    gone, come = _entry(schema, index, old), _entry(schema, index, new)
    if gone == come:
        return
    keys = (index.partition_key, index.sort_key)
    has_moved = [gone.get(each) for each in keys] != [come.get(each) for each in keys]
    if gone and come and not has_moved:
        yield come[index.partition_key]["S"], max(item_size(gone), item_size(come))
        return
    for each in (gone, come):
        if each:
            yield each[index.partition_key]["S"], item_size(each)


def item_size(item: Raw) -> int:
    """Tell the bytes of an item in DynamoDB's JSON: names and values, as AWS counts them."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: Raw) -> int:  # one line a type of DynamoDB
    ((kind, held),) = value.items()
    match kind:
        case "S":
            return len(held.encode())
        case "N":
            return _number_size(held)
        case "B":
            return len(held)
        case "BOOL" | "NULL":
            return 1
        case "L":
            return 3 + sum(1 + _value_size(each) for each in held)
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value_size(each) for name, each in held.items())
        case _:  # sets
            return sum(_value_size({kind[0]: each}) for each in held)


def _number_size(spelled: str) -> int:
    """Two digits a byte, one byte more, and another for a sign (AWS: "approximately")."""
    digits = spelled.lstrip("-").replace(".", "").strip("0") or "0"
    return (len(digits) + 1) // 2 + 1 + spelled.startswith("-")


def _entry(schema: TableSchema, index: IndexSchema, item: Raw) -> Raw:
    """Give what the index holds of an item; nothing when the item lacks one of the index's keys."""
    if index.partition_key not in item or index.sort_key not in item:
        return {}
    if index.projection == "ALL":
        return item
    keys = (schema.partition_key, schema.sort_key, index.partition_key, index.sort_key)
    names = keys if isinstance(index.projection, str) else (*keys, *index.projection)
    return {name: item[name] for name in names if name in item}


def _read_units(size: int, *, is_consistent: bool) -> float:
    begun = max(1, math.ceil(size / (4 * _KB)))
    return begun if is_consistent else begun / 2


def _kilobytes(size: int) -> int:
    return max(1, math.ceil(size / _KB))
