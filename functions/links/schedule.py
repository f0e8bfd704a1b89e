"""Every minute: warn of links that run out, tell of those that did, empty accounts that went, call jobs again."""

from collections.abc import Callable, Mapping

from functions.links.wiring import schedule as wiring
from shared.entrypoints.work import sweep_entrypoint


def due() -> Mapping[str, Callable[[], int]]:
    """Name the parts of what is due."""
    return {
        "announced": wiring.sweeping().announce,
        "erased": wiring.erasing().carry_on,
        "revived": wiring.revival().revive,
    }


handler = sweep_entrypoint(due)
