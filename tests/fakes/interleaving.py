"""A client in the middle of whose calls something else happens: a race, told in its order."""

from collections.abc import Callable
from typing import Any


class Interleaved:
    """Runs `act` once, just before the nth call of an operation is passed on."""

    def __init__(self, wrapped: Any, operation: str, nth: int, act: Callable[[], object]) -> None:
        self._wrapped = wrapped
        self._operation = operation
        self._left = nth
        self._act = act
        self.has_acted = False

    def __getattr__(self, operation: str) -> Any:
        real = getattr(self._wrapped, operation)
        if operation != self._operation:
            return real

        def call(**request: Any) -> Any:
            self._left -= 1
            if self._left == 0:
                self.has_acted = True
                self._act()
            return real(**request)

        return call
