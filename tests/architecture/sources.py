"""The project's own text, read once: what the conventions are checked on."""

import ast
import subprocess
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from io import StringIO
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

# What runs in the cloud, what puts it there, and what works around both.
RUNS = ("shared", "functions")
PRODUCT = (*RUNS, "infra", "local", "bench", "app.py")
ROOMS = tuple(
    sorted(each.name for each in (PROJECT / "functions").iterdir() if (each / "__init__.py").exists()),
)


@dataclass(frozen=True)
class Source:
    """A Python module: where it stands in the project, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @property
    def name(self) -> str:
        return Path(self.path).stem

    @property
    def is_test(self) -> bool:
        return self.path.startswith("tests/")

    @cached_property
    def comments(self) -> tuple[tuple[int, str], ...]:
        """Every comment with its line; a text that looks like one is none."""
        tokens = tokenize.generate_tokens(StringIO(self.text).readline)
        return tuple((each.start[0], each.string) for each in tokens if each.type == tokenize.COMMENT)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        yield from (each for each in self.nodes if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))

    def classes(self) -> Iterator[ast.ClassDef]:
        yield from (each for each in self.nodes if isinstance(each, ast.ClassDef))

    def calls(self) -> Iterator[ast.Call]:
        yield from (each for each in self.nodes if isinstance(each, ast.Call))

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {what}"


type Rule = Callable[[Source], Iterator[str]]


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the project that is, or is about to be, under version control."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return tuple(sorted(each for each in listed.splitlines() if (PROJECT / each).is_file()))


@cache
def sources(*tops: str) -> tuple[Source, ...]:
    """Read the modules below some folders, or of that name."""
    wanted = (each for each in tracked() if each.endswith(".py") and each.partition("/")[0] in tops)
    return tuple(Source(each, (PROJECT / each).read_text()) for each in wanted)


def found(rule: Rule, *tops: str) -> list[str]:
    """Tell everything a rule finds below some folders; not looking at anything would find nothing."""
    modules = sources(*tops)
    assert modules, tops
    return [each for source in modules for each in rule(source)]


def planted(rule: Rule, text: str, path: str = "functions/planted/service.py") -> list[str]:
    """Tell what a rule finds in a text that is not there."""
    return list(rule(Source(path, text)))


def dotted(node: ast.AST) -> str:
    """Spell a name or an attribute as it is written; empty when it is something else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def written_routes() -> Iterator[tuple[str, str, Source]]:
    """Tell every route as it is written in the rooms: method, path, and the module it stands in."""
    for source in sources("functions"):
        for function in source.functions():
            for decorator in function.decorator_list:
                if isinstance(decorator, ast.Call) and dotted(decorator.func).startswith("router."):
                    method = dotted(decorator.func).removeprefix("router.").upper()
                    yield method, ast.literal_eval(decorator.args[0]), source
