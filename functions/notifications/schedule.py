"""Every minute: send the letters that waited for what else there would be to tell."""

from functions.notifications.wiring import letters
from shared.entrypoints.work import task_entrypoint
from shared.observability import Payload


def sweep(_: Payload) -> Payload:
    """Send what is due; the answer counts it."""
    return {"sent": letters().send()}


handler = task_entrypoint(sweep)
