"""What takes personal details out of the record, when what they were of is erased."""

from functions.activity.wiring.erasing import erasing
from shared.domain.events import Envelope
from shared.domain.events.invite.accounts import AccountErased
from shared.entrypoints.events import events_entrypoint


def react(envelope: Envelope) -> None:
    """Take one event, any number of times."""
    event = envelope.event
    if isinstance(event, AccountErased) and event.account is not None:
        erasing().erase(event.firm, event.account, envelope.id)


handler = events_entrypoint(react)
