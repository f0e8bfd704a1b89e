"""Every minute: warn of links that run out, tell of those that did, empty accounts that went, call jobs again."""

from collections.abc import Callable, Mapping

from functions.links.wiring import schedule as wiring
from shared.entrypoints.work import task_entrypoint
from shared.observability import Payload


def sweep(_: Payload) -> Payload:
    """Do what is due; the answer counts it. What one part fails at keeps no other from being done."""
    parts: Mapping[str, Callable[[], int]] = {
        "announced": wiring.sweeping().announce,
        "erased": wiring.erasing().carry_on,
        "revived": wiring.revival().revive,
    }
    counts: dict[str, int] = {}
    failures: list[Exception] = []
    for name, do in parts.items():
        try:
            counts[name] = do()
        except Exception as failure:  # told once all is done
            failures.append(failure)
    if failures:
        raise failures[0] if len(failures) == 1 else ExceptionGroup("not all that is due was done", failures)
    return counts


handler = task_entrypoint(sweep)
