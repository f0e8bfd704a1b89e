"""What happens beside the main thread of the story of the events: each chapter goes on from a stage of it.

A module a noun, with its `CHAPTERS`. Of an event that is told twice the first telling counts.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from tests.contract.chapters.chapter import Chapter

__all__ = ["CHAPTERS", "Chapter"]

_FIRST = ("access", "clients", "jobs")
# What is asked of the user pools in it goes on after the telling.
_LAST = ("security",)


def _told() -> Iterator[Chapter]:
    others = sorted({each.name for each in iter_modules(__path__)} - {*_FIRST, *_LAST, "chapter"})
    for module in (*_FIRST, *others, *_LAST):
        yield from import_module(f"{__name__}.{module}").CHAPTERS


CHAPTERS = tuple(_told())
