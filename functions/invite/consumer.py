"""What the room does when something was announced: mails invitations, carries names on."""

from functions.invite import wiring
from shared.domain.events import Envelope
from shared.domain.events.invite.accounts import AccountUpdated
from shared.entrypoints import events_entrypoint


def react(envelope: Envelope) -> None:
    """Take one event; any order and any number of times ends in the same state and the same letters."""
    if isinstance(envelope.event, AccountUpdated):
        wiring.names().refresh(envelope.event)
    else:
        wiring.letters().send(envelope)


handler = events_entrypoint(react)
