"""A cold start: what a container keeps between two calls is forgotten."""

import sys
from collections.abc import Callable
from functools import cache

_OURS = ("functions.", "shared.")
# Handlers hold the logger since they were made; it keeps nothing of a call.
_KEPT = ("shared.observability",)


def forget() -> None:
    """Empty every cache that stands in a module of ours, as a new container would find it."""
    for name in [each for each in sys.modules if each.startswith(_OURS) and each not in _KEPT]:
        for clear in _clearing(name):
            clear()


@cache
def _clearing(name: str) -> tuple[Callable[[], None], ...]:
    """Find what empties a module's own caches."""
    held = vars(sys.modules[name]).values()
    found = (getattr(each, "cache_clear", None) for each in held if getattr(each, "__module__", None) == name)
    return tuple(each for each in found if callable(each))
