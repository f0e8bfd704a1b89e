"""The charts of the rooms that have many kinds of items, a module each: `CHARTS`, and `READS` by who reads."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

MODULES: tuple[Any, ...] = tuple(
    import_module(f"{__name__}.{each}") for each in sorted(each.name for each in iter_modules(__path__))
)
