"""Who knows one room knows all: the same modules, the same words about itself, one `handler` a trigger."""

import ast
import re
from collections.abc import Iterator

import pytest

from shared.domain.events import registry
from tests.architecture.sources import PRODUCT, PROJECT, ROOMS, Source, found, planted, sources, written_routes

_TRIGGERS = {
    "http",
    "doors",
    "consumer",
    "mailbox",
    "schedule",
    "storage",
    "scanner",
    "recognition",
    "erasure",
    "zips",
    "jobs",
    "operator",
}
_MODULES = _TRIGGERS | {
    *("__init__", "api", "portal", "public", "views"),
    *("wiring", "contracts", "service", "repository", "keys", "model"),
}
# What one room alone has, and what it is.
_OWN = {"invite": {"pools", "breached"}, "documents": {"paper"}}
_MUST_HAVE = {"__init__", "http", "wiring", "contracts", "service", "repository", "keys", "model"}
_SECTIONS = ("Owns:", "Routes:", "Emits:", "Reacts to:")
_TREES = {"api": ("/v1/",), "portal": ("/v1/portal/",), "public": ("/v1/public/", "/v1/guest/")}
MAX_LINES = 400


def _modules(room: str) -> set[str]:
    below = (each.path.split("/")[2] for each in sources("functions") if each.path.startswith(f"functions/{room}/"))
    return {each.removesuffix(".py") for each in below}


def _docstring(room: str) -> str:
    return ast.get_docstring(ast.parse((PROJECT / "functions" / room / "__init__.py").read_text())) or ""


@pytest.mark.parametrize("room", ROOMS)
def test_room_has_the_modules_every_room_has_and_no_other(room):
    modules = _modules(room)
    assert modules <= _MODULES | _OWN.get(room, set())
    assert modules >= _MUST_HAVE


@pytest.mark.parametrize("room", ROOMS)
def test_room_says_what_it_owns_routes_emits_and_reacts_to(room):
    said = _docstring(room)
    assert said.lower().startswith(f"{room}: ")
    places = [said.find(each) for each in _SECTIONS]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("room", ROOMS)
def test_room_package_holds_no_code(room):
    (only,) = ast.parse((PROJECT / "functions" / room / "__init__.py").read_text()).body
    assert isinstance(only, ast.Expr)


def _said(room: str, section: str) -> str:
    text = " ".join(_docstring(room).split())
    after = text.partition(section)[2]
    return re.split(r"(?<=[a-z*)])\. [A-Z]", after.split("Emits:")[0] if section == "Routes:" else after)[0]


@pytest.mark.parametrize("room", ROOMS)
def test_room_names_every_route_tree_it_serves(room):
    served = {path for path, _ in _routes(room)}
    named = set(re.findall(r"/v1/[a-z/]+[a-z]", _said(room, "Routes:")))
    assert {path for path in served if not path.startswith(tuple(named))} == set()
    assert {each for each in named if not any(path.startswith(each) for path in served)} == set()


@pytest.mark.parametrize("room", ROOMS)
def test_room_names_what_it_emits(room):
    said = _said(room, "Emits:").partition("Reacts to:")[0]
    named = set(re.findall(r"[a-z_]+\.(?:[a-z_]+|\*)", said))
    emitted = {each.name for each in registry.ALL.values() if each.room == room}
    assert {each for each in emitted if each not in named and f"{each.partition('.')[0]}.*" not in named} == set()
    covered = {each for each in named if any(name == each or name.startswith(each.rstrip("*")) for name in emitted)}
    assert named == covered


def _routes(room: str) -> list[tuple[str, Source]]:
    return [(path, source) for _, path, source in written_routes() if source.path.startswith(f"functions/{room}/")]


@pytest.mark.parametrize("room", ROOMS)
def test_routes_stand_in_the_module_of_their_tree(room):
    assert _routes(room)
    for path, source in _routes(room):
        tree = source.path.split("/")[2].removesuffix(".py")
        assert path.startswith(_TREES[tree]), source.path
        if tree == "api":
            assert not path.startswith((*_TREES["portal"], *_TREES["public"])), path


def misplaced_handlers(source: Source) -> Iterator[str]:
    """`handler` names an entry of Lambda and stands in trigger modules; the relay is the kernel's own trigger."""
    is_trigger = source.path.count("/") == 2 and source.name in _TRIGGERS
    if is_trigger or source.path == "shared/relay.py":
        return
    for node in source.tree.body:
        names = [node.name] if isinstance(node, ast.FunctionDef) else []
        if isinstance(node, ast.Assign):
            names = [each.id for each in node.targets if isinstance(each, ast.Name)]
        if "handler" in names:
            yield source.at(node, "handler")


def missing_handlers(source: Source) -> Iterator[str]:
    """A trigger module has exactly one entry, made by the kernel."""
    if source.path.count("/") != 2 or source.name not in _TRIGGERS:
        return
    made = [
        each
        for each in source.tree.body
        if isinstance(each, ast.Assign) and [getattr(name, "id", "") for name in each.targets] == ["handler"]
    ]
    if len(made) != 1 or not isinstance(made[0].value, ast.Call) or "entrypoint" not in ast.unparse(made[0].value.func):
        yield f"{source.path}: one handler, made by an entrypoint of the kernel"


def long_modules(source: Source) -> Iterator[str]:
    lines = source.text.count("\n")
    if lines > MAX_LINES:
        yield f"{source.path}: {lines} lines"


def test_handlers_stand_in_trigger_modules():
    assert found(misplaced_handlers, "functions", "shared") == []
    assert planted(misplaced_handlers, "handler = http_entrypoint(app)", "functions/invite/api.py")
    assert planted(misplaced_handlers, "def handler(event, context): ...", "shared/bus.py")


def test_every_trigger_module_has_its_one_handler():
    assert found(missing_handlers, "functions") == []
    assert planted(missing_handlers, "", "functions/invite/consumer.py")
    assert planted(missing_handlers, "def handler(event, context): ...", "functions/invite/consumer.py")


def test_no_module_is_long():
    assert found(long_modules, *PRODUCT, "tests") == []
    assert planted(long_modules, "x = 1\n" * (MAX_LINES + 1))


def undescribed_modules(source: Source) -> Iterator[str]:
    if not source.is_test and ast.get_docstring(source.tree) is None:
        yield f"{source.path}: says nothing of itself"


def test_every_module_says_what_it_is():
    assert found(undescribed_modules, *PRODUCT) == []
    assert planted(undescribed_modules, "x = 1")


def decisions_in_routes(source: Source) -> Iterator[str]:
    """A route maps: it neither branches on business state nor catches refusals, and it never speaks to AWS."""
    parts = source.path.removesuffix(".py").split("/")
    if len(parts) < 3 or parts[2] not in _TREES:
        return
    for function in source.functions():
        if not function.decorator_list:
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.If | ast.Try | ast.For | ast.While | ast.Match):
                yield source.at(node, f"{function.name} decides")


def test_routes_decide_nothing():
    assert found(decisions_in_routes, "functions") == []
    route = "@router.get('/v1/x')\ndef read():\n    if thing.state: return 1\n"
    assert planted(decisions_in_routes, route, "functions/invite/api/things.py")
