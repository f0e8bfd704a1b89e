"""What the room does when something was announced: writes letters.

Each reaction imports who does it when the first of its kind comes.
"""

from collections.abc import Callable, Mapping
from typing import Any

from shared.domain.events import Envelope, Event
from shared.domain.events.links.bearers import LinkCodeRequested
from shared.entrypoints import events_entrypoint

type Reaction = Callable[[Envelope, Any], None]


def _write_code(told: Envelope, event: LinkCodeRequested) -> None:
    from functions.links.wiring import letters

    letters.code_letters().send(told, event)


_REACTIONS: Mapping[type[Event], Reaction] = {
    LinkCodeRequested: _write_code,
}


def react(envelope: Envelope) -> None:
    """Take one event; any order and any number of times ends in the same letters."""
    reaction = _REACTIONS.get(type(envelope.event))
    if reaction is not None:
        reaction(envelope, envelope.event)


handler = events_entrypoint(react)
