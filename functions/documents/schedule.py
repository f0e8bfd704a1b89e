"""Every minute: give up what was never stored, hold what nobody scanned, purge the trash, empty accounts that went."""

from collections.abc import Callable, Mapping

from functions.documents.wiring import leaving
from functions.documents.wiring import schedule as wiring
from shared.entrypoints.work import task_entrypoint
from shared.observability import Payload


def sweep(_: Payload) -> Payload:
    """Do what is due; the answer counts it. What one part fails at keeps no other from being done."""
    parts: Mapping[str, Callable[[], int]] = {
        "uploads": wiring.uploads().look,
        "purged": leaving.purging().purge,
        "leaving": leaving.leaving().carry_on,
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
