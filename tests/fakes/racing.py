"""Many at once: threads that begin together, and clients whose calls are whole, as calls to AWS are."""

import threading
from collections.abc import Callable
from typing import Any


class OneAtATime:
    """A client for many threads: each call is whole, as a call to AWS is, and all of them reach the same state."""

    def __init__(self, wrapped: Any, lock: threading.Lock) -> None:
        self._wrapped = wrapped
        self._lock = lock

    def __getattr__(self, operation: str) -> Any:
        real = getattr(self._wrapped, operation)

        def call(**request: Any) -> Any:
            with self._lock:
                return real(**request)

        return call


def race(runners: list[Callable[[], str]]) -> list[str]:
    """Run all at once, as nearly as threads do; what each of them came to."""
    outcomes: list[str] = []
    gate = threading.Barrier(len(runners))

    def run(runner: Callable[[], str]) -> None:
        gate.wait()
        outcomes.append(runner())

    threads = [threading.Thread(target=run, args=(each,)) for each in runners]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return outcomes
