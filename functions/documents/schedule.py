"""Every minute: give up what was never stored, hold what nobody scanned, purge the trash, empty accounts that went."""

from collections.abc import Callable, Mapping

from functions.documents.wiring import leaving
from functions.documents.wiring import schedule as wiring
from shared.entrypoints.work import sweep_entrypoint


def due() -> Mapping[str, Callable[[], int]]:
    """Name the parts of what is due."""
    return {
        "uploads": wiring.uploads().look,
        "purged": leaving.purging().purge,
        "leaving": leaving.leaving().carry_on,
    }


handler = sweep_entrypoint(due)
