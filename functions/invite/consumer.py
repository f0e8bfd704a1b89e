"""What the room does when something was announced: writes letters, carries names and ties on, declines, begins jobs."""

from collections.abc import Callable, Mapping
from typing import Any

from functions.invite.wiring import consumer as wiring
from functions.invite.wiring import merging
from shared.domain.events import Envelope, Event
from shared.domain.events.invite.access import ClientLoggedIn
from shared.domain.events.invite.accounts import (
    AccountArchived,
    AccountDeleted,
    AccountMerged,
    AccountRestored,
    AccountUpdated,
)
from shared.domain.events.invite.contacts import ContactDeleted, ContactMerged, ContactUpdated
from shared.domain.events.invite.emails import ContactEmailChanged, ContactEmailRemoved
from shared.domain.events.invite.jobs import JobStarted
from shared.domain.events.invite.security import PasswordEvent
from shared.domain.ids import JobId
from shared.entrypoints import events_entrypoint
from shared.jobs.queue import Nudge


def _follow(event: ContactEmailChanged) -> None:
    wiring.following().changed(event)
    wiring.closures().follow(event)


# Whoever takes an event is made when the first of its kind comes.
_CARRIERS: Mapping[type[Event], Callable[[Any], None]] = {
    AccountArchived: lambda event: wiring.closures().tell(event),
    AccountRestored: lambda event: wiring.closures().tell(event),
    AccountUpdated: lambda event: wiring.names().refresh(event),
    ContactUpdated: lambda event: wiring.names().follow(event),
    ContactDeleted: lambda event: wiring.names().forget(event),
    ContactMerged: lambda event: merging.contact_merger().carry_on(event),
    ContactEmailChanged: lambda event: _follow(event),
    ContactEmailRemoved: lambda event: wiring.following().removed(event),
    JobStarted: lambda event: wiring.job_queue().send(Nudge(event.firm, JobId(event.object.id), 0)),
}


def _leave(told: Envelope) -> None:
    if isinstance(told.event, AccountDeleted):
        wiring.closures().tell(told.event)
    wiring.unanswered().decline(told)


def _join(told: Envelope) -> None:
    merging.account_merger().carry_on(told)
    wiring.unanswered().decline(told)


# These ask when it was told, or under which correlation.
_LISTENERS: Mapping[type[Event], Callable[[Envelope], None]] = {
    AccountDeleted: _leave,
    AccountMerged: _join,
    ClientLoggedIn: lambda told: wiring.logins().note(told),
}


def react(envelope: Envelope) -> None:
    """Take one event; any order and any number of times ends in the same state and the same letters."""
    carry, listen = _CARRIERS.get(type(envelope.event)), _LISTENERS.get(type(envelope.event))
    if carry is not None:
        carry(envelope.event)
    elif listen is not None:
        listen(envelope)
    elif isinstance(envelope.event, PasswordEvent):
        wiring.password_letters().send(envelope)
    else:
        wiring.letters().send(envelope)


handler = events_entrypoint(react)
