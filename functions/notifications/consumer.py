"""What the room does when something was announced: tells who has to know."""

from functions.notifications.wiring import document_news, link_news, notices, ownership_notices
from shared.domain.events import Envelope
from shared.domain.events.documents.event import DocumentsEvent
from shared.domain.events.invite.members import OwnershipEvent
from shared.domain.events.links.event import LinksEvent
from shared.entrypoints.events import events_entrypoint


def react(envelope: Envelope) -> None:
    """Take one event, any number of times; UnknownEventError for one that nobody here was to be told of."""
    event = envelope.event
    if isinstance(event, OwnershipEvent):
        ownership_notices().tell(envelope, event)
    elif isinstance(event, DocumentsEvent):
        document_news().tell(envelope)
    elif isinstance(event, LinksEvent):
        link_news().tell(envelope)
    else:
        notices().tell(envelope)


handler = events_entrypoint(react)
