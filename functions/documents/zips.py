"""What puts documents together into one file, when somebody asked for that."""

from functions.documents.wiring.zipping import zipping
from shared.domain.events import Envelope
from shared.entrypoints.events import events_entrypoint


def react(envelope: Envelope) -> None:
    """Take one event, any number of times."""
    zipping().make(envelope)


handler = events_entrypoint(react)
