"""What the house announces: the events of every room, and the envelope they travel in.

Names are `noun.past_participle`, versioned, written out here and nowhere else. `ALL` is what the registry of samples,
the rules' patterns and docs/events.md are checked against.
"""

from shared.domain.events import documents, invite, links, settings
from shared.domain.events.envelope import Announcement, Envelope, UnknownEventError
from shared.domain.events.event import Event, ObjectRef, Personal

_ROOMS: tuple[tuple[type[Event], ...], ...] = (invite.EVENTS, documents.EVENTS, links.EVENTS, settings.EVENTS)
ALL: dict[str, type[Event]] = {each.name: each for events in _ROOMS for each in events}

__all__ = ["ALL", "Announcement", "Envelope", "Event", "ObjectRef", "Personal", "UnknownEventError", "read"]


def read(detail: dict[str, object]) -> Envelope:
    """Open the detail of a bus message; UnknownEventError when its name or version is none of ours."""
    return Envelope.read(detail, ALL)
