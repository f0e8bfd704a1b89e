"""The meter is what the cost table rests on, so it is checked by sums done by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.table import marshal, schema
from shared.table.actions import check, create, item, replace, update
from shared.table.keys import Key
from shared.table.query import Query
from shared.table.schema import PORTAL
from shared.table.table import Table
from tests.fakes.cloud import PORTAL_TABLE, Cloud
from tests.fakes.meter import Cost, Meter, index_writes, item_size

KEY = Key("F#1", "ITEM")


@pytest.fixture
def table(cloud: Cloud) -> Table:
    return Table(lambda: cloud.meter, PORTAL_TABLE)


def thing(size: int = 0, /, **more: object) -> dict[str, Any]:
    """An item of exactly `size` bytes, or as small as it gets."""
    small = item(KEY, schema.ACCOUNT, **{"v": 1, **more})
    missing = size - item_size(marshal.write(small)) - len("filler")
    return small if size == 0 else {**small, "filler": "x" * missing}


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": ""}, 0),
        ({"S": "Zoë"}, 4),
        ({"S": "🎉"}, 4),
        ({"N": "0"}, 2),
        ({"N": "7"}, 2),
        ({"N": "12345"}, 4),
        ({"N": "-12345"}, 5),
        ({"N": "1200"}, 2),
        ({"N": "0.5"}, 2),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"B": b"12"}, 2),
        ({"SS": ["a", "bc"]}, 3),
        ({"NS": ["1", "22"]}, 4),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}, {"BOOL": False}]}, 3 + 1 + 2 + 1 + 1),
        ({"M": {"k": {"S": "ab"}}}, 3 + 1 + 1 + 2),
        ({"M": {"k": {"M": {}}}}, 3 + 1 + 1 + 3),
    ],
)
def test_a_value_is_counted_in_the_bytes_aws_counts(value: dict[str, Any], size: int):
    assert item_size({"name": value}) == 4 + size


def bill(cloud: Cloud, act: Callable[[], object]) -> Cost:
    with cloud.meter.measure() as cost:
        act()
    return cost


@pytest.mark.parametrize(("size", "units"), [(1024, 2), (1025, 4), (2048, 4), (2049, 6)])
def test_a_transactional_write_costs_two_units_a_kilobyte_begun(cloud: Cloud, table: Table, size: int, units: int):
    cost = bill(cloud, lambda: table.transact(create(thing(size))))
    assert (cost.writes, cost.write_units, cost.actions, cost.item_bytes) == (1, units, [1], [size])


def test_a_write_costs_by_the_larger_of_old_and_new(cloud: Cloud, table: Table):
    table.transact(create(thing(3000)))
    assert bill(cloud, lambda: table.transact(replace(thing(v=2), seen=1))).write_units == 6
    assert bill(cloud, lambda: table.transact(replace(thing(v=3), seen=2))).write_units == 2


def test_a_check_costs_as_much_as_a_write(cloud: Cloud, table: Table):
    table.transact(create(thing(1500)))
    assert bill(cloud, lambda: table.transact(check(KEY, when="attribute_exists(#pk)"))).write_units == 4


def test_an_index_costs_for_each_entry_that_comes_changes_or_goes(cloud: Cloud, table: Table):
    first = thing(g1pk="F#1#ACC", g1sk="a")
    assert bill(cloud, lambda: table.transact(create(first))).write_units == 2 + 1
    same_place = thing(v=2, g1pk="F#1#ACC", g1sk="a")
    assert bill(cloud, lambda: table.transact(replace(same_place, seen=1))).write_units == 2 + 1
    moved = thing(v=3, g1pk="F#1#ACC", g1sk="b")
    assert bill(cloud, lambda: table.transact(replace(moved, seen=2))).write_units == 2 + 2
    assert bill(cloud, lambda: table.transact(replace(thing(v=4), seen=3))).write_units == 2 + 1
    assert bill(cloud, lambda: table.transact(replace(thing(v=5), seen=4))).write_units == 2


def test_an_index_that_does_not_hold_what_changed_costs_nothing(cloud: Cloud, table: Table):
    keys = {"g3pk": "F#1#PLAN", "g3sk": "a", "g4pk": "DUE#x#0", "g4sk": "a", "title": "t"}
    table.transact(create(thing(**keys)))
    assert bill(cloud, lambda: table.transact(replace(thing(v=2, name="n", **keys), seen=1))).write_units == 2
    renamed = {**keys, "title": "u"}
    assert bill(cloud, lambda: table.transact(replace(thing(v=3, name="n", **renamed), seen=2))).write_units == 2 + 1


def test_an_entry_of_an_index_costs_by_its_own_size():
    old = marshal.write(thing(3000, g1pk="p", g1sk="a", g4pk="q", g4sk="a"))
    (written,) = index_writes(PORTAL, PORTAL.index("g1"), {}, old)
    assert written == ("p", item_size(old))
    ((partition, size),) = index_writes(PORTAL, PORTAL.index("g4"), {}, old)
    assert partition == "q"
    assert size < 100


def test_units_are_told_by_partition(cloud: Cloud, table: Table):
    cost = bill(cloud, lambda: table.transact(create(thing(g1pk="F#1#ACC", g1sk="a"))))
    assert cost.partitions == {"F#1": 2, "F#1#ACC": 1}


def test_an_update_in_place_is_charged_by_what_stood_and_stands(cloud: Cloud, table: Table):
    table.transact(create(thing(g1pk="F#1#ACC", g1sk="a")))
    grow = update(
        KEY, "SET #filler = :long", when="#v = :one", values={":long": "x" * 1500, ":one": 1}, failed=LookupError
    )
    assert bill(cloud, lambda: table.transact(grow)).write_units == 4 + 2


def test_several_actions_are_one_request(cloud: Cloud, table: Table):
    other = item(Key("F#1", "OTHER"), schema.ACCOUNT)
    cost = bill(
        cloud,
        lambda: table.transact(
            create(thing()), create(other), check(KEY._replace(sk="C"), when="attribute_not_exists(#pk)")
        ),
    )
    assert (cost.writes, cost.write_units, cost.actions) == (1, 6, [3])


def test_a_refused_transaction_is_a_request_and_changes_no_bill(cloud: Cloud, table: Table):
    table.transact(create(thing()))

    def refused() -> None:
        with pytest.raises(LookupError):
            table.transact(create(thing(), taken=LookupError))

    cost = bill(cloud, refused)
    assert (cost.writes, cost.write_units) == (1, 0)


@pytest.mark.parametrize(("size", "units"), [(0, 1), (4096, 1), (4097, 2)])
def test_a_consistent_read_costs_a_unit_for_four_kilobytes_begun(cloud: Cloud, table: Table, size: int, units: int):
    table.transact(create(thing(size)))
    for read in (lambda: table.get(KEY), lambda: table.batch_get([KEY])):
        cost = bill(cloud, read)
        assert (cost.reads, cost.read_units, cost.write_units) == (1, units, 0)


def test_what_is_not_there_costs_a_unit_to_find_out(cloud: Cloud, table: Table):
    assert bill(cloud, lambda: table.get(KEY)).read_units == 1
    assert bill(cloud, lambda: table.batch_get([KEY, KEY._replace(sk="x")])).read_units == 2


def test_a_query_costs_by_all_it_found_together_and_half_from_an_index(cloud: Cloud, table: Table):
    table.transact(*(create({**thing(3000, g1pk="F#1#ACC", g1sk=str(n)), "sk": str(n)}) for n in range(3)))
    assert bill(cloud, lambda: table.stretch(Query("F#1"), 10)).read_units == 3
    assert bill(cloud, lambda: table.stretch(Query("F#1#ACC", index="g1"), 10)).read_units == 1.5
    assert bill(cloud, lambda: table.stretch(Query("F#2"), 10)).read_units == 1


def test_bills_may_be_nested_and_hold_only_what_happened_inside(cloud: Cloud, table: Table):
    with cloud.meter.measure() as outer:
        table.get(KEY)
        with cloud.meter.measure() as inner:
            table.get(KEY)
    table.get(KEY)
    assert (outer.reads, inner.reads) == (2, 1)


def test_an_operation_nobody_can_charge_does_not_pass():
    meter: Any = Meter(object(), {})
    for operation in ("scan", "put_item", "update_item", "delete_item", "batch_write_item", "transact_get_items"):
        assert not hasattr(meter, operation)


def test_a_query_with_a_filter_does_not_pass(cloud: Cloud):
    with pytest.raises(AssertionError):
        cloud.meter.query(TableName=PORTAL_TABLE, FilterExpression="#a = :a")
