"""What the room does when something was announced: tells who has to know."""

from functions.notifications.wiring import notices, ownership_notices
from shared.domain.events import Envelope
from shared.domain.events.invite.members import OwnershipEvent
from shared.entrypoints import events_entrypoint


def react(envelope: Envelope) -> None:
    """Take one event, any number of times; UnknownEventError for one that nobody here was to be told of."""
    event = envelope.event
    if isinstance(event, OwnershipEvent):
        ownership_notices().tell(envelope, event)
    else:
        notices().tell(envelope)


handler = events_entrypoint(react)
