"""The chart of entities against what is really written and read; and no key of one firm is another's."""

import ast
import re
from collections.abc import Iterator

import pytest

from local.docs.entities import CHARTS, READS
from shared.domain.ids import bare, firm_id
from shared.table.schema import ACTIVITY, ENTITY_TYPES, PORTAL, EntityType
from tests.architecture.sources import ROOMS, dotted, sources
from tests.contract.specimens import by_kind, items
from tests.contract.specimens.written import Item

_KINDS = {each.name: each for each in ENTITY_TYPES}
_READING = {"get", "batch_get", "page", "stretch"}
_NEITHER_ROOM_NOR_DIRECTORY = {"shared/relay.py": "relay", "shared/timers.py": "timers"}
# The one index whose partitions hold no firm.
_EXEMPT = "g4pk"


@pytest.fixture(scope="module")
def written():
    return by_kind(items("north"))


def _form(place: str) -> re.Pattern[str]:
    """A place as it is charted, as a pattern: `<…>` is any value."""
    return re.compile(
        "".join(".+" if part.startswith("<") else re.escape(part) for part in re.split("(<[^>]+>)", place))
    )


def _places(kind: EntityType, item: Item) -> dict[str, tuple[str, str]]:
    """Where an item stands in its table's indexes."""
    return {
        index.name: (item[index.partition_key], item[index.sort_key])
        for index in kind.table.indexes
        if index.partition_key in item
    }


def test_every_kind_is_charted_and_written(written):
    assert set(CHARTS) == set(_KINDS)
    assert set(written) == set(_KINDS)


@pytest.mark.parametrize("kind", ENTITY_TYPES, ids=lambda kind: kind.name)
def test_item_stands_where_the_chart_says(kind: EntityType, written):
    chart = CHARTS[kind.name]
    for item in written[kind.name]:
        assert item["sv"] == kind.version
        assert _form(chart.pk).fullmatch(item["pk"])
        assert _form(chart.sk).fullmatch(item["sk"])
        for index, (pk, sk) in _places(kind, item).items():
            assert index in chart.indexes
            assert _form(chart.indexes[index][0]).fullmatch(pk)
            assert _form(chart.indexes[index][1]).fullmatch(sk)


@pytest.mark.parametrize("kind", ENTITY_TYPES, ids=lambda kind: kind.name)
def test_chart_names_no_index_in_which_the_kind_never_stands(kind: EntityType, written):
    stood = {index for item in written[kind.name] for index in _places(kind, item)}
    assert stood == set(CHARTS[kind.name].indexes)


@pytest.mark.parametrize("kind", ENTITY_TYPES, ids=lambda kind: kind.name)
def test_chart_tells_what_is_removed_by_itself(kind: EntityType, written):
    is_removed = any("ttl" in item for item in written[kind.name])
    assert not is_removed or "removed" in CHARTS[kind.name].note


def test_item_goes_into_both_keys_of_an_index_or_none(written):
    for kind in _KINDS.values():
        for item in written[kind.name]:
            for index in kind.table.indexes:
                assert (index.partition_key in item) is (index.sort_key in item)


def test_kinds_are_owned_by_a_room_or_a_package_of_the_kernel():
    assert {each.owner for each in ENTITY_TYPES} <= {*ROOMS, "capability", "jobs", "limits", "mail", "table"}
    for source in sources("functions", "shared"):
        owner = source.path.split("/")[1].removesuffix(".py")
        for call in source.calls():
            if dotted(call.func) in {"item", "actions.item"} and len(call.args) > 1:
                assert _KINDS[dotted(call.args[1]).rpartition(".")[2]].owner == owner, source.path


def _partitions(slug: str) -> set[tuple[str, str]]:
    """Every partition of tables and indexes that items of a firm stand in, by attribute."""
    names = {"pk"} | {each.partition_key for table in (PORTAL, ACTIVITY) for each in table.indexes}
    return {(name, item[name]) for item in items(slug) for name in names if name in item}


def test_no_partition_is_shared_by_two_firms():
    north, south = _partitions("north"), _partitions("south")
    assert len(north) > 20
    assert {each for each in north & south if each[0] != _EXEMPT} == set()


def test_every_partition_but_the_sweeps_begins_with_the_firm():
    for slug in ("north", "south"):
        own = f"F#{bare(firm_id(slug))}"
        partitions = {value for name, value in _partitions(slug) if name != _EXEMPT}
        assert {each for each in partitions if each != own and not each.startswith(f"{own}#")} == set()


def test_exempt_index_holds_keys_alone():
    assert PORTAL.index(_EXEMPT.removesuffix("pk")).projection == "KEYS_ONLY"


def _readers() -> Iterator[str]:
    """Name every method that asks a table, and the kernel's modules that do."""
    for source in sources("functions", "shared"):
        if source.path.startswith("shared/table/"):
            continue
        owner = source.path.split("/")[1]
        if source.path in _NEITHER_ROOM_NOR_DIRECTORY:
            if any(isinstance(each, ast.FunctionDef) and _asks(each) for each in source.tree.body):
                yield _NEITHER_ROOM_NOR_DIRECTORY[source.path]
            continue
        for scope in source.classes():
            for function in scope.body:
                if isinstance(function, ast.FunctionDef) and _asks(function):
                    yield f"{owner}.{scope.name}.{function.name}"


def _asks(function: ast.FunctionDef) -> bool:
    """Tell whether a table is asked, or handed to a sweep that asks it."""
    return any(
        isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and (
            (each.func.attr in _READING and dotted(each.func.value) in {"table", "self._table"})
            or dotted(each.func) == "timers.standing"
        )
        for each in ast.walk(function)
    )


def test_every_read_is_charted_and_every_charted_read_is_there():
    assert sorted(_readers()) == sorted(reader for reader, _, _ in READS)


def test_no_room_writes_anothers_items():
    """The chart's owner is the only one to spell a kind; settled by `test_kinds_are_owned…`, and here for updates."""
    for source in sources("functions"):
        room = source.path.split("/")[1]
        named = {
            each.attr for each in source.nodes if isinstance(each, ast.Attribute) and dotted(each.value) == "schema"
        }
        assert {each for each in named & set(_KINDS) if _KINDS[each].owner != room} == set(), source.path
