"""Every minute: announce the invitations whose time ran out."""

from functions.invite import wiring
from shared.entrypoints import task_entrypoint
from shared.observability import Payload


def sweep(_: Payload) -> Payload:
    """Announce what is due; the answer counts it."""
    return {"expired": wiring.expiry().announce()}


handler = task_entrypoint(sweep)
