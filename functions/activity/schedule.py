"""Every minute: anchor the chains whose day is over, call again for jobs that stand still."""

from collections.abc import Callable, Mapping

from functions.activity.wiring import schedule as wiring
from shared.entrypoints.work import sweep_entrypoint


def due() -> Mapping[str, Callable[[], int]]:
    """Name the parts of what is due."""
    return {
        "anchored": wiring.anchoring().anchor,
        "revived": wiring.revival().revive,
    }


handler = sweep_entrypoint(due)
