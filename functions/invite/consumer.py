"""What the room does when something was announced: mails invitations, carries names on, begins jobs."""

from functions.invite import wiring
from shared.domain.events import Envelope
from shared.domain.events.invite.accounts import AccountUpdated
from shared.domain.events.invite.jobs import JobStarted
from shared.domain.ids import JobId
from shared.entrypoints import events_entrypoint
from shared.jobs import Nudge


def react(envelope: Envelope) -> None:
    """Take one event; any order and any number of times ends in the same state and the same letters."""
    if isinstance(envelope.event, AccountUpdated):
        wiring.names().refresh(envelope.event)
    elif isinstance(envelope.event, JobStarted):
        wiring.job_queue().send(Nudge(envelope.event.firm, JobId(envelope.event.object.id), 0))
    else:
        wiring.letters().send(envelope)


handler = events_entrypoint(react)
