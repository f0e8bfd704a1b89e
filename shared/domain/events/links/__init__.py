"""What the room links announces."""

from shared.domain.events.event import Event
from shared.domain.events.links import bearers, sending

EVENTS: tuple[type[Event], ...] = (*sending.EVENTS, *bearers.EVENTS)
