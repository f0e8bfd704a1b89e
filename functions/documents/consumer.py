"""What the room does when something was announced: takes along, or away, what an account kept that is no more.

Each reaction imports who does it when the first of its kind comes.
"""

from collections.abc import Callable, Mapping
from typing import Any

from shared.domain.events import Envelope, Event
from shared.domain.events.invite.accounts import AccountErased, AccountMerged
from shared.entrypoints import events_entrypoint

type Reaction = Callable[[Any], None]


def _take_along(event: AccountMerged) -> None:
    from functions.documents.wiring import leaving

    if event.account is not None:
        leaving.leaving().begin(event.firm, event.merged, event.account)


def _take_away(event: AccountErased) -> None:
    from functions.documents.wiring import leaving

    if event.account is not None:
        leaving.leaving().begin(event.firm, event.account, None)


_REACTIONS: Mapping[type[Event], Reaction] = {
    AccountErased: _take_away,
    AccountMerged: _take_along,
}


def react(envelope: Envelope) -> None:
    """Take one event; any order and any number of times ends in the same state."""
    reaction = _REACTIONS.get(type(envelope.event))
    if reaction is not None:
        reaction(envelope.event)


handler = events_entrypoint(react)
