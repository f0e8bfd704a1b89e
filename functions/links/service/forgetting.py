"""A contact is no more whom links were sent to.

Deleted, or without that e-mail any longer, what was sent to them as a contact is ended; what went to a typed address
goes on. Nothing goes to another address by itself: who may change an e-mail need not be one who may share. Gone into
another, it goes on as that one's.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Protocol

from functions.links.service import events
from shared.capability.changes import AlreadyRevokedError
from shared.capability.model import Recipient
from shared.domain.clock import Clock
from shared.domain.errors import WrongStateError
from shared.domain.events import Announcement, Envelope
from shared.domain.events.invite.contacts import ContactDeleted, ContactMerged
from shared.domain.events.invite.emails import ContactEmailChanged, ContactEmailRemoved
from shared.domain.ids import ContactId, FirmId
from shared.domain.principals import Provenance, Source
from shared.published.people import ContactRecord


class Links(Protocol):
    """Where links are found by whom they went to, and ended."""

    def sent_to(self, firm: FirmId, contact: ContactId, emails: Iterable[str]) -> Iterator[Recipient]: ...
    def ended_in(self, firm: FirmId, contact: ContactId) -> ContactRecord | None: ...
    def hand_on(self, recipient: Recipient, contact: ContactId) -> None: ...
    def revoke(self, recipient: Recipient, announcement: Announcement) -> None: ...


class ForgettingService:
    """Ends each once, however often and in whichever order it is told; whoever did it to the contact is named."""

    def __init__(self, links: Links, clock: Clock) -> None:
        self._links = links
        self._clock = clock

    def forget(self, envelope: Envelope, event: ContactDeleted) -> None:
        for each in self._links.sent_to(event.firm, event.contact, event.emails):
            self._end(each, envelope)

    def let_go(self, envelope: Envelope, event: ContactEmailRemoved | ContactEmailChanged) -> None:
        """End what went to an e-mail that is the contact's no more; one that stays beside the new one keeps it all.

        What is sent there after they have it back is none of it.
        """
        if isinstance(event, ContactEmailChanged) and event.is_kept:
            return
        email = event.before if isinstance(event, ContactEmailChanged) else event.email
        for each in self._links.sent_to(event.firm, event.contact, (email,)):
            if each.created_at <= envelope.occurred_at:
                self._end(each, envelope)

    def carry_on(self, envelope: Envelope, event: ContactMerged) -> None:
        """Hand on what went to the contact that is no more, as things stand: what they lost since is ended."""
        stays = self._links.ended_in(event.firm, event.contact)
        for each in self._links.sent_to(event.firm, event.merged, event.emails):
            if stays is not None and each.email in stays.emails:
                self._links.hand_on(each, stays.id)
            else:
                self._end(each, envelope)

    def _end(self, of: Recipient, envelope: Envelope) -> None:
        if of.revoked_at is not None or of.done_at is not None:
            return
        told = Provenance(correlation_id=envelope.provenance.correlation_id, source=Source.AUTOMATION)
        with suppress(AlreadyRevokedError, WrongStateError):  # it ended meanwhile
            self._links.revoke(of, Announcement.of(self._clock(), envelope.actor, told, events.revoked(of)))
