"""Keys are spelled in keys modules, never read back, and never shared between two firms."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.domain.ids import FirmId, bare, firm_id
from shared.table.keys import Key
from tests.architecture.sources import RUNS, Source, dotted, found, planted, sources

_FIRMS = (firm_id("north"), firm_id("south"))
_PARSERS = {"split", "rsplit", "partition", "rpartition", "lstrip", "removeprefix"}
# Spell a place in a list, or what a month or an instant is in a key: no partition of a firm.
_SORT_KEYS = {
    "functions.activity.keys.month",
    "functions.activity.keys.month_before",
    "functions.activity.keys.month_after",
    "functions.activity.keys.beyond",
    "functions.activity.keys.first",
    "functions.activity.keys.last",
    "functions.invite.keys.asked_by",
    "functions.documents.keys.by_name",
    "functions.invite.keys.by_name",
    "shared.capability.keys.by_recipient",
    "shared.capability.keys.links_to_address",
    "shared.table.keys.by_time",
    "shared.table.keys.planned",
}
# The one partition without a firm: what a sweep takes next.
_EXEMPT = {"shared.table.keys.due"}


def _is_keys(source: Source) -> bool:
    return source.name == "keys"


def spelled_elsewhere(source: Source) -> Iterator[str]:
    """A partition is made by `within`, in a keys module; a text that looks like one is one."""
    if _is_keys(source):
        return
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(("F#", "DUE#")):
            yield source.at(node, node.value)
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "within":
            yield source.at(node, "within")


def sort_keys_elsewhere(source: Source) -> Iterator[str]:
    """Where items are made, nothing is joined by the sign that keys are joined by."""
    parts = source.path.split("/")
    stores = parts[0] == "shared" or "repository" in source.path.removesuffix(".py").split("/")
    if _is_keys(source) or not stores:
        return
    for node in source.nodes:
        if isinstance(node, ast.JoinedStr) and _JOINT.search(_pattern(node)):
            yield source.at(node, ast.unparse(node))


# Something, the sign, and then a value; the sign alone before a value names an attribute in an expression.
_JOINT = re.compile(r"[^\s/]#{}")


def _pattern(text: ast.JoinedStr) -> str:
    return "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in text.values)


def parsed_back(source: Source) -> Iterator[str]:
    for call in source.calls():
        is_parser = isinstance(call.func, ast.Attribute) and call.func.attr in _PARSERS
        if is_parser and any(isinstance(each, ast.Constant) and "#" in str(each.value) for each in call.args):
            yield source.at(call, ast.unparse(call))


@pytest.mark.parametrize("rule", [spelled_elsewhere, sort_keys_elsewhere, parsed_back], ids=lambda rule: rule.__name__)
def test_keys_are_spelled_in_one_place_and_never_parsed(rule):
    assert found(rule, *RUNS) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (spelled_elsewhere, "pk = f'F#{firm}#A'"),
        (spelled_elsewhere, "pk = 'DUE#invitation#1'"),
        (spelled_elsewhere, "pk = keys.within(firm, 'A')"),
        (sort_keys_elsewhere, "sk = f'{at}#{id}'"),
        (sort_keys_elsewhere, "sk = f'TIE#{id}'"),
        (parsed_back, "firm = pk.split('#')[1]"),
        (parsed_back, "item = sk.removeprefix('TIE#')"),
    ],
)
def test_breach_is_noticed(rule, text):
    assert planted(rule, text, "functions/planted/repository.py")


def _modules() -> list[str]:
    return [each.path.removesuffix(".py").replace("/", ".") for each in sources(*RUNS) if _is_keys(each)]


def _builders() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of every keys module, where it is written."""
    for name in _modules():
        module = importlib.import_module(name)
        for each, function in inspect.getmembers(module, inspect.isfunction):
            if not each.startswith("_") and function.__module__ == name:
                yield f"{name}.{each}", function


BUILDERS = dict(_builders())
OF_A_FIRM = sorted(set(BUILDERS) - _SORT_KEYS - _EXEMPT)
_VALUES = {int: 7, datetime: datetime(2026, 11, 22, tzinfo=UTC), FirmId: None}


def _argument(parameter: inspect.Parameter, firm: FirmId) -> object:
    """Make a value of the kind a builder asks for; whatever is a text is the same for either firm."""
    kind = parameter.annotation
    if kind is FirmId:
        return firm
    return _VALUES.get(kind, f"{parameter.name[:3]}_{parameter.name.upper()}")


def _built(name: str, firm: FirmId) -> tuple[str, str | None]:
    function = BUILDERS[name]
    parameters = inspect.signature(function).parameters.values()
    many = [each for each in parameters if each.kind is inspect.Parameter.VAR_POSITIONAL]
    made = function(*(_argument(each, firm) for each in parameters if each not in many), *("P" for _ in many))
    return (made.pk, made.sk) if isinstance(made, Key) else (made, None)


def test_every_room_and_the_kernel_spell_keys():
    assert len(_modules()) >= 6
    assert len(OF_A_FIRM) > 25


@pytest.mark.parametrize("name", OF_A_FIRM)
def test_partition_belongs_to_one_firm(name):
    first = next(iter(inspect.signature(BUILDERS[name]).parameters.values()))
    assert first.annotation is FirmId
    (one, _), (other, _) = (_built(name, each) for each in _FIRMS)
    assert one != other
    for partition, firm in ((one, _FIRMS[0]), (other, _FIRMS[1])):
        own = f"F#{bare(firm)}"
        assert partition == own or partition.startswith(f"{own}#")


def test_what_is_listed_as_no_partition_is_there():
    assert set(BUILDERS) >= _SORT_KEYS | _EXEMPT


def test_no_two_builders_spell_the_same_key():
    built = {name: _built(name, _FIRMS[0]) for name in OF_A_FIRM}
    whole = [each for each in built.values() if each[1] is not None]
    assert len(set(whole)) == len(whole)


def test_firm_cannot_end_where_another_goes_on():
    """All firms' parts are equally long, so none is the beginning of another's."""
    assert len({len(bare(each)) for each in _FIRMS}) == 1
