"""Every minute: announce what ran out, erase what was deleted for long enough, call again for jobs that stand still."""

from functions.invite.wiring import schedule as wiring
from shared.entrypoints import task_entrypoint
from shared.observability import Payload


def sweep(_: Payload) -> Payload:
    """Do what is due; the answer counts it."""
    return {
        "expired": wiring.expiry().announce(),
        "erased": wiring.erasing().erase(),
        "revived": wiring.revival().revive(),
    }


handler = task_entrypoint(sweep)
