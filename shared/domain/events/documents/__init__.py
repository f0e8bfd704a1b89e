"""What the room documents announces."""

from shared.domain.events.event import Event

EVENTS: tuple[type[Event], ...] = ()
