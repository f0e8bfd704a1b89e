"""Every event of the house, and how one is read off the bus.

Apart from what announcing takes: a function that only announces carries the events of its own room and no others.
"""

from shared.domain.events import activity, documents, invite, links, settings
from shared.domain.events.envelope import Envelope
from shared.domain.events.event import Event

_ROOMS: tuple[tuple[type[Event], ...], ...] = (
    invite.EVENTS,
    documents.EVENTS,
    links.EVENTS,
    settings.EVENTS,
    activity.EVENTS,
)
ALL: dict[str, type[Event]] = {each.name: each for events in _ROOMS for each in events}


def read(detail: dict[str, object]) -> Envelope:
    """Open the detail of a bus message; UnknownEventError when its name or version is none of ours."""
    return Envelope.read(detail, ALL)
