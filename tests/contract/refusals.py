"""The error tree, whole: every module that could add to it is imported first."""

import importlib
from collections.abc import Iterator

from shared.domain.errors import PorticoError
from tests.architecture.sources import sources


def tree() -> list[type[PorticoError]]:
    """List every refusal of the house, the root first; what a test adds to the tree is none."""
    for source in sources("shared", "functions"):
        importlib.import_module(source.path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    ours = ("shared.", "functions.")
    return [PorticoError, *(each for each in _below(PorticoError) if each.__module__.startswith(ours))]


def _below(error: type[PorticoError]) -> Iterator[type[PorticoError]]:
    for each in error.__subclasses__():
        yield each
        yield from _below(each)
