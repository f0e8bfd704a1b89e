"""What the room does when something was announced: tells who has to know."""

from functions.notifications.wiring import notices
from shared.domain.events import Envelope, UnknownEventError
from shared.domain.events.invite.access import ClientSignedUp
from shared.entrypoints import events_entrypoint


def react(envelope: Envelope) -> None:
    """Take one event, any number of times; UnknownEventError for one that nobody here was to be told of."""
    if not isinstance(envelope.event, ClientSignedUp):
        raise UnknownEventError(envelope.event.name)
    notices().client_signed_up(envelope, envelope.event)


handler = events_entrypoint(react)
