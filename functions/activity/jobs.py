"""The worker of jobs: each message is one step of one of them."""

from functions.activity.wiring import jobs as wiring
from shared.entrypoints.work import messages_entrypoint
from shared.jobs.queue import Nudge


def step(body: str) -> None:
    """Do the step a message calls for."""
    wiring.worker().work(Nudge.read(body))


handler = messages_entrypoint(step)
