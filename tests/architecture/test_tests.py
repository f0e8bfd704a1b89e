"""Tests are held to what they hold others to: none sleeps, none is passed over, each can fail."""

import ast
from collections.abc import Collection, Iterable, Iterator

import pytest

from tests.architecture.sources import Source, dotted, found, planted, sources

type Function = ast.FunctionDef | ast.AsyncFunctionDef

_SLEEPS = {"time.sleep", "asyncio.sleep", "sleep"}
_PASSED_OVER = {"skip", "skipif", "xfail", "importorskip"}
# What a named tuple offers everybody, whatever the sign before it says elsewhere.
_NAMED_TUPLES = {"_asdict", "_fields", "_replace"}
_EXPECTS = {"pytest.raises", "pytest.warns", "pytest.fail", "expect"}


def sleeps(source: Source) -> Iterator[str]:
    yield from (source.at(each, dotted(each.func)) for each in source.calls() if dotted(each.func) in _SLEEPS)


def passed_over(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in _PASSED_OVER and dotted(node).startswith("pytest."):
            yield source.at(node, dotted(node))


def private_access(source: Source) -> Iterator[str]:
    """A module may use what it keeps private itself; nobody else may."""
    own = {each.name for each in source.functions()} | _NAMED_TUPLES
    for node in source.nodes:
        if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.startswith("__"):
            continue
        if dotted(node.value) not in {"self", "cls"} and node.attr not in own:
            yield source.at(node, ast.unparse(node))


def _asserts(function: Function, asserting: Collection[str]) -> bool:
    """Tell whether something in a function can fail by itself, or by a function known to assert."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name in _EXPECTS or name.rpartition(".")[2] in asserting:
                return True
    return False


def _asserting(modules: Iterable[Source]) -> set[str]:
    """Name the functions and methods of the test tree that assert, those through others included."""
    written = {function for source in modules for function in source.functions() if not _is_test(function)}
    known: set[str] = set()
    while True:
        more = {each.name for each in written if _asserts(each, known)} - known
        if not more:
            return known
        known |= more


def _is_test(function: Function) -> bool:
    return function.name.startswith("test_")


def idle(source: Source, asserting: Collection[str] = ()) -> Iterator[str]:
    """A test asserts, expects an exception, or calls something of ours that does."""
    if source.name.startswith("test_"):
        for function in source.functions():
            if _is_test(function) and not _asserts(function, asserting):
                yield source.at(function, f"{function.name} asserts nothing")


def trivial(source: Source) -> Iterator[str]:
    """What is true whatever the code does is no assertion."""
    for node in source.nodes:
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant | ast.Tuple | ast.List):
            yield source.at(node, ast.unparse(node))


def unsaid(source: Source) -> Iterator[str]:
    """Tests are sentences."""
    if source.name.startswith("test_"):
        for function in source.functions():
            if _is_test(function) and function.name.count("_") < 3:
                yield source.at(function, function.name)


_RULES = {
    sleeps: ["time.sleep(1)", "from time import sleep\nsleep(1)"],
    passed_over: ["@pytest.mark.skip\ndef test_it(): ...", "pytest.xfail('x')", "pytest.importorskip('x')"],
    private_access: ["thing._state", "module._private()"],
    trivial: ["assert True", "assert (x == 1, 'always')"],
    unsaid: ["def test_link(): assert x"],
    idle: ["def test_it_does_nothing():\n    call()"],
}


@pytest.mark.parametrize("rule", [each for each in _RULES if each is not idle], ids=lambda rule: rule.__name__)
def test_every_test_keeps_the_rule(rule):
    assert found(rule, "tests") == []


def test_every_test_can_fail():
    modules = sources("tests")
    asserting = _asserting(modules)
    assert [each for source in modules for each in idle(source, asserting)] == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [(rule, text) for rule, texts in _RULES.items() for text in texts],
    ids=lambda each: getattr(each, "__name__", repr(each)),
)
def test_breach_is_noticed(rule, text):
    assert planted(rule, text, "tests/unit/test_planted.py")


def test_assertion_through_a_function_of_the_tests_counts():
    text = "def demand(x):\n    assert x\n\ndef check(x):\n    demand(x)\n\ndef test_that_it_is_so():\n    check(1)\n"
    source = Source("tests/unit/test_planted.py", text)
    assert list(idle(source, _asserting([source]))) == []
