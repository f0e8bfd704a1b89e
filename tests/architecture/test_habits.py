"""What is done in one place is done nowhere else, and what is never done is looked for."""

import ast
import re
from collections.abc import Collection, Iterator

import pytest

from tests.architecture.sources import PRODUCT, PROJECT, RUNS, Source, dotted, found, planted, tracked

_NOW = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
_NAIVE = {"datetime.utcnow", "datetime.utcfromtimestamp", "datetime.today", "date.today", "date.fromtimestamp"}
_CLOCK = "shared/domain/clock.py"
_ENVIRONMENT = "shared/env.py"
_BUS = "shared/bus.py"
# Seconds of waiting are what `time.sleep` takes; nothing that is kept or told is ever a float.
_WAITS = {"shared/moved_clock.py", "shared/table/retries.py"}


def prints(source: Source) -> Iterator[str]:
    for call in source.calls():
        if dotted(call.func) in {"print", "sys.stdout.write", "sys.stderr.write"}:
            yield source.at(call, "print")


def system_time(source: Source) -> Iterator[str]:
    if source.path != _CLOCK:
        yield from (source.at(each, dotted(each.func)) for each in source.calls() if dotted(each.func) in _NOW)


def naive_time(source: Source) -> Iterator[str]:
    for call in source.calls():
        name = dotted(call.func)
        zoned = any(each.arg in {"tz", "tzinfo"} for each in call.keywords)
        few = (name == "datetime" and len(call.args) < 8) or (name == "datetime.now" and not call.args)
        few |= name == "datetime.fromtimestamp" and len(call.args) < 2
        if name in _NAIVE or (few and not zoned):
            yield source.at(call, f"{name} without a zone")


def instants_as_they_come(source: Source) -> Iterator[str]:
    """What somebody says is an instant is taken in by the clock's own kind, which refuses what UTC has no year for."""
    if source.path != _CLOCK:
        yield from (source.at(each, "AwareDatetime") for each in source.nodes if dotted(each) == "AwareDatetime")


def environment(source: Source) -> Iterator[str]:
    if source.path == _ENVIRONMENT:
        return
    for node in source.nodes:
        if dotted(node) in {"os.environ", "os.getenv", "os.environb"}:
            yield source.at(node, dotted(node))
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            yield source.at(node, "from os import")


def floats(source: Source) -> Iterator[str]:
    of_sleep = {
        id(part)
        for node in source.nodes
        if isinstance(node, ast.Subscript) and ast.unparse(node) == "Callable[[float], None]"
        for part in ast.walk(node)
    }
    for node in source.nodes:
        if isinstance(node, ast.Name) and node.id == "float" and id(node) not in of_sleep:
            yield source.at(node, "float")
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and source.path not in _WAITS:
            yield source.at(node, str(node.value))


def sent_events(source: Source) -> Iterator[str]:
    if source.path == _BUS:
        return
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "put_events":
            yield source.at(node, "put_events")


def scans(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "scan":
            yield source.at(node, "a scan")
        if isinstance(node, ast.Constant) and node.value == "scan":
            yield source.at(node, "a scan")


def clients_at_import(source: Source) -> Iterator[str]:
    """Whatever runs while a module is imported: its own statements, class bodies, decorators and defaults."""
    for node in _at_import(source.tree):
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name.endswith((".client", ".resource", "Env.read", ".Session")) or name in {
                "client",
                "Logger",
                "Metrics",
            }:
                yield source.at(node, f"{name} at import")
        if isinstance(node, ast.Import | ast.ImportFrom) and "boto3" in ast.unparse(node):
            yield source.at(node, "boto3 at import")


def _at_import(tree: ast.Module) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *(each for each in node.args.kw_defaults if each)]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


_SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|pyright|mypy|nosec|ruff)\b(?P<rest>.*)")


def unexplained_suppressions(source: Source) -> Iterator[str]:
    """A suppression names what it suppresses and says why, on its own line."""
    for line, comment in source.comments:
        match = _SUPPRESSION.match(comment)
        if match is None:
            continue
        reason = re.sub(r"^:?\s*(\[[\w\-, ]+\]|[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*)?", "", match["rest"]).strip(" #")
        codes = re.match(r"\s*:?\s*(\[|[A-Z]+\d)", match["rest"])
        if not codes or len(reason.split()) < 2:
            yield f"{source.path}:{line}: {comment}"


def swallowed_errors(source: Source) -> Iterator[str]:
    """A bare `except`, or one that passes over everything in silence."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            catches_all = node.type is None or dotted(node.type) in {"Exception", "BaseException"}
            if node.type is None or (catches_all and all(isinstance(each, ast.Pass) for each in node.body)):
                yield source.at(node, "swallows everything")


RULES = {
    prints: (RUNS, ["print('x')"]),
    system_time: (RUNS, ["datetime.now(UTC)", "def f(at=time.time()): ..."]),
    naive_time: (
        PRODUCT,
        ["datetime.utcnow()", "datetime(2026, 11, 22)", "datetime.now()", "datetime.fromtimestamp(1)"],
    ),
    instants_as_they_come: (RUNS, ["at: AwareDatetime", "Annotated[AwareDatetime | None, 1]"]),
    environment: (RUNS, ["os.environ['X']", "os.getenv('X')", "from os import environ"]),
    floats: (RUNS, ["amount: float", "float('1')", "share = 0.5", "x: Callable[[float], float]"]),
    sent_events: ((*RUNS, "local"), ["client.put_events(Entries=[])"]),
    scans: (RUNS, ["client.scan(TableName='x')", "table.call('scan')"]),
    clients_at_import: (
        RUNS,
        ["import boto3", "x = boto3.client('s3')", "def f(env=Env.read()): ...", "class A:\n    log = Logger()"],
    ),
    unexplained_suppressions: (
        (*PRODUCT, "tests"),
        ["x = 1  # noqa", "x = 1  # type: ignore", "x = 1  # noqa: S101", "x = 1  # type: ignore[attr-defined]  # why"],
    ),
    swallowed_errors: (
        (*PRODUCT, "tests"),
        ["try: ...\nexcept: raise", "try: ...\nexcept Exception: pass"],
    ),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_convention_is_kept(rule):
    tops, _ = RULES[rule]
    assert found(rule, *tops) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [(rule, text) for rule, (_, texts) in RULES.items() for text in texts],
    ids=lambda each: getattr(each, "__name__", repr(each)),
)
def test_breach_is_noticed(rule, text):
    assert planted(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (unexplained_suppressions, "x = 1  # noqa: S704  # our own text, escaped before"),
        (unexplained_suppressions, "x = '# noqa'  # a text that looks like one"),
        (floats, "sleep: Callable[[float], None]"),
        (naive_time, "datetime.fromtimestamp(1, UTC)"),
        (clients_at_import, "def f():\n    import boto3\n    return boto3.client('s3')"),
        (swallowed_errors, "try: ...\nexcept Exception:\n    logger().exception('x')"),
    ],
)
def test_what_is_allowed_passes(rule, text):
    assert planted(rule, text) == []


# Spelled apart, so that this list does not find itself.
_UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
_MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/",
            r"(?<![\w.~])/tmp/\w",
            r"\b(?:files\.pythonhosted\.org|registry\.npmjs\.org|pypi\.org/simple|localhost:\d+/(?:simple|npm)|artifact)",
            r"_authToken|index-url|extra-index",
        )
    )
)
# The lock says where each package comes from; that is its purpose.
_MAY_NAME_HOSTS = {"uv.lock"}
_TEXTS = (".py", ".md", ".toml", ".json", ".ts", ".css", ".html", ".j2", ".sh", ".txt", ".yml", ".yaml", "Makefile")


def _lines(pattern: re.Pattern[str], leave: Collection[str] = ()) -> Iterator[str]:
    for path in tracked():
        if path.endswith(_TEXTS) and path not in leave:
            for number, line in enumerate((PROJECT / path).read_text().splitlines(), 1):
                if pattern.search(line):
                    yield f"{path}:{number}: {line.strip()[:100]}"


def test_nothing_is_left_unfinished():
    assert list(_lines(_UNFINISHED)) == []
    assert _UNFINISHED.search("# TO" + "DO: later")


def test_nothing_names_a_machine_or_a_registry():
    assert list(_lines(_MACHINE, leave=_MAY_NAME_HOSTS | {"tests/architecture/test_habits.py"})) == []


@pytest.mark.parametrize(
    "text",
    ["cd /root/portico", "open('/tmp/x')", "https://files.pythonhosted.org/packages", "/home/me/x", "/work/main/x"],
)
def test_machine_is_noticed(text):
    assert _MACHINE.search(text)


@pytest.mark.parametrize("text", ["/var/task", "~/.aws", "build/tmp/x", "https://docs.python.org/3", "homework/"])
def test_path_of_no_machine_passes(text):
    assert _MACHINE.search(text) is None
