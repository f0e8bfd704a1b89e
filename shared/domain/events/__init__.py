"""What the house announces: the events of every room, and the envelope they travel in.

Names are `noun.past_participle`, versioned, written out in the modules of the rooms and nowhere else. `registry.ALL` is
what the samples, the rules' patterns and docs/events.md are checked against.
"""

from shared.domain.events.envelope import Announcement, Envelope, UnknownEventError
from shared.domain.events.event import Event, ObjectRef, Personal

__all__ = ["Announcement", "Envelope", "Event", "ObjectRef", "Personal", "UnknownEventError"]
