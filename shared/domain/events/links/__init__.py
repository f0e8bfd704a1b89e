"""What the room links announces."""

from shared.domain.events.event import Event

EVENTS: tuple[type[Event], ...] = ()
