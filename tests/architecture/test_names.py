"""Names say what a thing is: words that say nothing are banned."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import PRODUCT, Source, found, planted

_BANNED = {"base", "common", "data", "helper", "info", "manager", "misc", "process", "util"}
_BANNED |= {f"{each}s" for each in _BANNED}
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def _words(name: str) -> list[str]:
    return [each.lower() for each in _WORD.findall(name)]


def _is_banned(name: str) -> bool:
    words = _words(name)
    return bool(_BANNED & set(words)) or "handle" in words


def banned_names(source: Source) -> Iterator[str]:
    """`handler` is Lambda's word and stays; `handle` says nothing of what is done."""
    if any(_is_banned(each) for each in source.path.removesuffix(".py").split("/")):
        yield f"{source.path}: the module's name"
    if source.is_test:  # what tests call things is a sentence
        return
    for node in source.nodes:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and _is_banned(node.name):
            yield source.at(node, node.name)


def test_names_say_something():
    assert found(banned_names, *PRODUCT, "tests") == []


@pytest.mark.parametrize(
    "text",
    [
        "class AccountManager: ...",
        "class BaseRepository: ...",
        "def handle_event(): ...",
        "async def process(): ...",
        "def load_data(): ...",
        "class HTTPInfo: ...",
        "def date_utils(): ...",
    ],
)
def test_banned_name_is_noticed(text):
    assert planted(banned_names, text)


@pytest.mark.parametrize("path", ["shared/utils.py", "functions/invite/helpers.py", "tests/fakes/common.py"])
def test_banned_module_is_noticed(path):
    assert planted(banned_names, "", path)


@pytest.mark.parametrize("text", ["def handler(): ...", "class Database: ...", "def informed(): ..."])
def test_word_that_merely_contains_a_banned_one_passes(text):
    assert planted(banned_names, text) == []
