"""What the benches ask of each noun beside the one story: a module each, all of them found here.

A module has what concerns it of these: `LISTS`, the lists that grow (tests.bench.grown), `IDS`, the ids in their paths,
and `WEIGHED`, by what they are told apart; `BOUNDED`, what is answered whole, and why that is never much; `EXCEPTIONS`
and `REMARKS` of the route table. `standing()` gives the items the lists stand on, `one_more(number)` what comes with
each further thing; `live(firm)` lets a firm at work use it.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


@cache
def _modules() -> tuple[Any, ...]:
    return tuple(import_module(f"{__name__}.{each}") for each in sorted(each.name for each in iter_modules(__path__)))


def collected(name: str) -> Iterator[Any]:
    """What each module has under a name, one after the other."""
    return (getattr(each, name) for each in _modules() if hasattr(each, name))


def mapped(name: str) -> dict[str, Any]:
    """What the modules have under a name, as one; KeyError when two of them speak of the same."""
    found: dict[str, Any] = {}
    for each in collected(name):
        if twice := set(found) & set(each):
            raise KeyError(f"{name} twice: {', '.join(sorted(twice))}")
        found |= each
    return found
