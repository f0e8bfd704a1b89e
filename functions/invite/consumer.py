"""What the room does when something was announced: writes letters, carries names and ties on, declines, begins jobs.

Each reaction imports who does it when the first of its kind comes: a letter waits for nothing but what writes letters.
"""

from collections.abc import Callable, Mapping
from typing import Any

from functions.invite.model.kinds import KINDS
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
from shared.entrypoints.events import events_entrypoint

type Reaction = Callable[[Envelope, Any], None]


def _close(_: Envelope, event: AccountArchived | AccountRestored) -> None:
    from functions.invite.wiring import carrying

    carrying.closures().tell(event)


def _leave(told: Envelope, event: AccountDeleted) -> None:
    from functions.invite.wiring import carrying

    carrying.closures().tell(event)
    carrying.unanswered().decline(told)


def _join(told: Envelope, _: AccountMerged) -> None:
    from functions.invite.wiring import carrying, merging

    merging.account_merger().carry_on(told)
    carrying.unanswered().decline(told)


def _rename(_: Envelope, event: AccountUpdated) -> None:
    from functions.invite.wiring import carrying

    carrying.names().refresh(event)


def _rename_contact(_: Envelope, event: ContactUpdated) -> None:
    from functions.invite.wiring import carrying

    carrying.names().follow(event)


def _forget(_: Envelope, event: ContactDeleted) -> None:
    from functions.invite.wiring import carrying

    carrying.names().forget(event)


def _join_contact(_: Envelope, event: ContactMerged) -> None:
    from functions.invite.wiring import merging

    merging.contact_merger().carry_on(event)


def _follow(_: Envelope, event: ContactEmailChanged) -> None:
    from functions.invite.wiring import carrying

    carrying.following().changed(event)
    carrying.closures().follow(event)


def _give_way(_: Envelope, event: ContactEmailRemoved) -> None:
    from functions.invite.wiring import carrying

    carrying.following().removed(event)


def _note(told: Envelope, _: ClientLoggedIn) -> None:
    from functions.invite.wiring import carrying

    carrying.logins().note(told)


def _begin(_: Envelope, event: JobStarted) -> None:
    if event.kind not in KINDS:
        return
    from functions.invite.wiring import letters
    from shared.domain.ids import JobId
    from shared.jobs.queue import Nudge

    letters.job_queue().send(Nudge(event.firm, JobId(event.object.id), 0))


def _write_of_password(told: Envelope, _: PasswordEvent) -> None:
    from functions.invite.wiring import letters

    letters.password_letters().send(told)


def _write(told: Envelope, _: Event) -> None:
    from functions.invite.wiring import letters

    letters.letters().send(told)


_REACTIONS: Mapping[type[Event], Reaction] = {
    AccountArchived: _close,
    AccountRestored: _close,
    AccountDeleted: _leave,
    AccountMerged: _join,
    AccountUpdated: _rename,
    ContactUpdated: _rename_contact,
    ContactDeleted: _forget,
    ContactMerged: _join_contact,
    ContactEmailChanged: _follow,
    ContactEmailRemoved: _give_way,
    ClientLoggedIn: _note,
    JobStarted: _begin,
}


def react(envelope: Envelope) -> None:
    """Take one event; any order and any number of times ends in the same state and the same letters."""
    letter = _write_of_password if isinstance(envelope.event, PasswordEvent) else _write
    reaction = _REACTIONS.get(type(envelope.event), letter)
    reaction(envelope, envelope.event)


handler = events_entrypoint(react)
