"""What the room does when something was announced: writes letters, hands links over or ends them, begins jobs.

Each reaction imports who does it when the first of its kind comes.
"""

from collections.abc import Callable, Mapping
from typing import Any

from functions.links.model.revocations import KINDS
from shared.domain.events import Envelope, Event
from shared.domain.events.invite.accounts import (
    AccountErased,
    AccountMemberAssigned,
    AccountMemberUnassigned,
    AccountMerged,
)
from shared.domain.events.invite.contacts import ContactDeleted, ContactMerged
from shared.domain.events.invite.emails import ContactEmailChanged, ContactEmailRemoved
from shared.domain.events.invite.jobs import JobStarted
from shared.domain.events.invite.members import (
    MemberDeactivated,
    MemberRestored,
    MemberRightsChanged,
    MemberRoleChanged,
)
from shared.domain.events.links.bearers import LinkCodeRequested
from shared.domain.events.links.sending import LinkSent
from shared.entrypoints.events import events_entrypoint

type Reaction = Callable[[Envelope, Any], None]


def _write(told: Envelope, event: LinkSent) -> None:
    from functions.links.wiring import letters

    letters.link_letters().send(told, event)


def _write_code(told: Envelope, event: LinkCodeRequested) -> None:
    from functions.links.wiring import letters

    letters.code_letters().send(told, event)


def _settle(
    told: Envelope,
    event: MemberDeactivated
    | MemberRestored
    | MemberRightsChanged
    | MemberRoleChanged
    | AccountMemberAssigned
    | AccountMemberUnassigned,
) -> None:
    from functions.links.wiring import leaving

    leaving.leaving().settle(told, event.member)


def _move_along(told: Envelope, event: AccountMerged) -> None:
    if event.account is None:
        return
    from functions.links.wiring import leaving

    leaving.leaving().move_along(told, event.merged, event.account)


def _take_away(_: Envelope, event: AccountErased) -> None:
    if event.account is None:
        return
    from functions.links.wiring import leaving

    leaving.erasing().begin(event.firm, event.account)


def _forget(told: Envelope, event: ContactDeleted) -> None:
    from functions.links.wiring import leaving

    leaving.forgetting().forget(told, event)


def _let_go(told: Envelope, event: ContactEmailRemoved | ContactEmailChanged) -> None:
    from functions.links.wiring import leaving

    leaving.forgetting().let_go(told, event)


def _carry_on(told: Envelope, event: ContactMerged) -> None:
    from functions.links.wiring import leaving

    leaving.forgetting().carry_on(told, event)


def _begin(_: Envelope, event: JobStarted) -> None:
    if event.kind not in KINDS:
        return
    from functions.links.wiring import leaving
    from shared.domain.ids import JobId
    from shared.jobs.queue import Nudge

    leaving.job_queue().send(Nudge(event.firm, JobId(event.object.id), 0))


_REACTIONS: Mapping[type[Event], Reaction] = {
    LinkSent: _write,
    LinkCodeRequested: _write_code,
    MemberDeactivated: _settle,
    MemberRestored: _settle,
    MemberRightsChanged: _settle,
    MemberRoleChanged: _settle,
    AccountMemberAssigned: _settle,
    AccountMemberUnassigned: _settle,
    AccountErased: _take_away,
    AccountMerged: _move_along,
    ContactDeleted: _forget,
    ContactEmailChanged: _let_go,
    ContactEmailRemoved: _let_go,
    ContactMerged: _carry_on,
    JobStarted: _begin,
}


def react(envelope: Envelope) -> None:
    """Take one event; any order and any number of times ends in the same state and the same letters."""
    reaction = _REACTIONS.get(type(envelope.event))
    if reaction is not None:
        reaction(envelope, envelope.event)


handler = events_entrypoint(react)
