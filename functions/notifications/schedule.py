"""Every minute: send the letters that waited for what else there would be to tell."""

from collections.abc import Callable, Mapping

from functions.notifications.wiring import letters
from shared.entrypoints.work import sweep_entrypoint


def due() -> Mapping[str, Callable[[], int]]:
    """Name the parts of what is due."""
    return {"sent": letters().send}


handler = sweep_entrypoint(due)
