"""Who may import whom: the contracts in pyproject.toml hold, and each notices what it is there for."""

import sys
from copy import deepcopy
from functools import cache
from typing import Any

import grimp
import pytest
from importlinter import api
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

from tests.architecture.sources import PROJECT, ROOMS, sources

_KINDS = {each.type_name: each for each in (ForbiddenContract, IndependenceContract, LayersContract, ProtectedContract)}


@cache
def _written() -> dict[str, Any]:
    return api.read_configuration(str(PROJECT / "pyproject.toml"))


@cache
def _graph() -> grimp.ImportGraph:
    roots = _written()["session_options"]["root_packages"]
    return grimp.build_graph(*roots, include_external_packages=True, cache_dir=None)


def _check(contract_id: str, graph: grimp.ImportGraph) -> bool:
    (options,) = (each for each in _written()["contracts_options"] if each["id"] == contract_id)
    contract = _KINDS[options["type"]](options["name"], _written()["session_options"], deepcopy(options))
    return contract.check(graph, verbose=False).kept


CONTRACTS = {
    "ground": ("shared.table.table", "functions.invite.keys"),
    "rooms": ("functions.activity.service.reading", "functions.invite.model.entities"),
    "room": ("functions.settings.model", "functions.settings.repository"),
    "kernel": ("shared.domain.ids", "shared.table.keys"),
    "table": ("functions.activity.service", "shared.table.table"),
    "pure": ("functions.settings.service", "os"),
    "protocols": ("functions.settings.service", "functions.settings.repository"),
    "aws": ("functions.activity.repository", "botocore"),
    "infra": ("infra.routes", "shared.env"),
    "production": ("shared.bus", "moto"),
}


def test_every_contract_is_tried():
    assert {each["id"] for each in _written()["contracts_options"]} == set(CONTRACTS)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_is_kept(contract):
    assert _check(contract, deepcopy(_graph()))


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_notices_a_forbidden_import(contract):
    importer, imported = CONTRACTS[contract]
    graph = deepcopy(_graph())
    if imported not in graph.modules:
        graph.add_module(imported, is_squashed=True)
    graph.add_import(importer=importer, imported=imported)
    assert not _check(contract, graph)


@pytest.mark.parametrize(("contract", "stray"), [("room", "functions.settings.utils"), ("kernel", "shared.utils")])
def test_stray_module_is_noticed(contract, stray):
    graph = deepcopy(_graph())
    graph.add_module(stray)
    assert not _check(contract, graph)


@pytest.mark.parametrize("banned", ["aws_lambda_powertools", "boto3", "botocore", "os"])
@pytest.mark.parametrize(
    "layer", ["functions.invite.service.granting", "functions.invite.model.entities", "shared.domain.ids"]
)
def test_what_decides_imports_neither_aws_nor_the_environment(layer, banned):
    graph = deepcopy(_graph())
    graph.add_import(importer=layer, imported=banned)
    assert not _check("pure", graph)


def test_contracts_see_every_room_and_every_module():
    modules = {
        each.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for each in sources("functions", "infra", "local", "shared")
    }
    assert modules <= set(_graph().modules)
    assert {f"functions.{room}" for room in ROOMS} == _graph().find_children("functions")


def test_floor_imports_the_standard_library_and_pydantic_only():
    floor = {each for each in _graph().modules if each.startswith("shared.domain")}
    imported = {each for module in floor for each in _graph().find_modules_directly_imported_by(module)}
    foreign = {each for each in imported if not each.startswith("shared.domain")}
    assert foreign <= {"pydantic"} | set(sys.stdlib_module_names)
