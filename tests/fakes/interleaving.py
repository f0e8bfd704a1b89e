"""A client in the middle of whose calls something else happens: a race, told in its order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from shared.table.actions import Action
from shared.table.table import Table


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


@contextmanager
def before_commit(table: Table, act: Callable[[], object], nth: int = 1) -> Iterator[None]:
    """Let `act` run from beginning to end just before the nth transaction from now on is looked at."""
    real, left = table.transact, nth

    def transact(*actions: Action) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            act()
        real(*actions)

    with patch.object(table, "transact", transact):
        yield
    assert left <= 0, "nothing was committed, so nothing came between"
