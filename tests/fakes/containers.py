"""A cold start: what a container keeps between two calls is forgotten."""

import sys

_OURS = ("functions.", "shared.")
# Handlers hold the logger since they were made; it keeps nothing of a call.
_KEPT = ("shared.observability",)


def forget() -> None:
    """Empty every cache that stands in a module of ours, as a new container would find it."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_OURS) and name not in _KEPT:
            for each in vars(module).values():
                clear = getattr(each, "cache_clear", None)
                if callable(clear) and each.__module__ == name:
                    clear()
