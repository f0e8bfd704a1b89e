"""What the room does when something was announced: mails invitations, carries names on, notes logins, begins jobs."""

from functions.invite import wiring
from shared.domain.events import Envelope
from shared.domain.events.invite.access import ClientLoggedIn
from shared.domain.events.invite.accounts import AccountMerged, AccountUpdated
from shared.domain.events.invite.contacts import ContactDeleted, ContactMerged, ContactUpdated
from shared.domain.events.invite.jobs import JobStarted
from shared.domain.ids import JobId
from shared.entrypoints import events_entrypoint
from shared.jobs import Nudge


def react(envelope: Envelope) -> None:
    """Take one event; any order and any number of times ends in the same state and the same letters."""
    match envelope.event:
        case AccountUpdated() as event:
            wiring.names().refresh(event)
        case ContactUpdated() as event:
            wiring.names().follow(event)
        case ContactDeleted() as event:
            wiring.names().forget(event)
        case AccountMerged() as event:
            wiring.account_merger().carry_on(event)
        case ContactMerged() as event:
            wiring.contact_merger().carry_on(event)
        case ClientLoggedIn():
            wiring.logins().note(envelope)
        case JobStarted() as event:
            wiring.job_queue().send(Nudge(event.firm, JobId(event.object.id), 0))
        case _:
            wiring.letters().send(envelope)


handler = events_entrypoint(react)
