"""What the room does when something was announced.

It takes along, or away, what an account kept that is no more, hands on what was somebody's own who is another by now,
and takes nobody by their word that all is sent who is asked for more. Each reaction imports who does it when the first
of its kind comes.
"""

from collections.abc import Callable, Mapping
from typing import Any

from shared.capability.model import LinkKind
from shared.domain.events import Envelope, Event
from shared.domain.events.invite.accounts import AccountErased, AccountMerged
from shared.domain.events.invite.contacts import ContactMerged
from shared.domain.events.links.sending import LinkCreated
from shared.entrypoints.events import events_entrypoint

type Reaction = Callable[[Envelope, Any], None]


def _take_along(_: Envelope, event: AccountMerged) -> None:
    from functions.documents.wiring import leaving

    if event.account is not None:
        leaving.leaving().begin(event.firm, event.merged, event.account)


def _take_away(_: Envelope, event: AccountErased) -> None:
    from functions.documents.wiring import leaving

    if event.account is not None:
        leaving.leaving().begin(event.firm, event.account, None)


def _hand_on(told: Envelope, event: ContactMerged) -> None:
    from functions.documents.wiring import leaving

    leaving.following().carry_on(event.firm, event.contact, event.merged, told.provenance.correlation_id)


def _ask_anew(told: Envelope, event: LinkCreated) -> None:
    if event.account is None or event.kind != LinkKind.UPLOAD:
        return
    from functions.documents.wiring import asking

    asking.asking().ask(event.firm, event.account, told.occurred_at)


_REACTIONS: Mapping[type[Event], Reaction] = {
    AccountErased: _take_away,
    AccountMerged: _take_along,
    ContactMerged: _hand_on,
    LinkCreated: _ask_anew,
}


def react(envelope: Envelope) -> None:
    """Take one event; any order and any number of times ends in the same state."""
    reaction = _REACTIONS.get(type(envelope.event))
    if reaction is not None:
        reaction(envelope, envelope.event)


handler = events_entrypoint(react)
