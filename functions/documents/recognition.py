"""What names documents by what they are, when they were uploaded; it stands on the layer of paper."""

from functions.documents.wiring.recognition import recognition
from shared.domain.events import Envelope
from shared.entrypoints.events import events_entrypoint


def react(envelope: Envelope) -> None:
    """Take one event, any number of times."""
    recognition().name(envelope)


handler = events_entrypoint(react)
