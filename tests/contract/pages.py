"""What the pages that tests hold have in common: tables under headings, and tests that are named as proofs."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| (?P<cells>.+) \|$", re.M)


def rows(page: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Read the tables of a page of docs/: each row's cells but the head's, with the heading they stand under."""
    for section in (_ROOT / "docs" / page).read_text().split("\n## ")[1:]:
        title = re.split(r"[:\n]", section)[0].lower()
        lines = [match["cells"] for match in _ROW.finditer(section)][1:]
        yield from ((title, tuple(each.strip() for each in line.split(" | "))) for line in lines)


@cache
def written() -> frozenset[str]:
    """The names of all tests there are."""
    return frozenset(
        node.name
        for path in (_ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
