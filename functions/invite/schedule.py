"""Every minute: announce what ran out, erase what was deleted for long enough, call again for jobs that stand still."""

from collections.abc import Callable, Mapping

from functions.invite.wiring import schedule as wiring
from shared.entrypoints.work import sweep_entrypoint


def due() -> Mapping[str, Callable[[], int]]:
    """Name the parts of what is due."""
    return {
        "expired": wiring.expiry().announce,
        "erased": wiring.erasing().erase,
        "revived": wiring.revival().revive,
    }


handler = sweep_entrypoint(due)
