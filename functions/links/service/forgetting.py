"""A contact is deleted: what was sent to them as a contact is ended; what went to a typed address goes on."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Protocol

from functions.links.service import events
from shared.capability.changes import AlreadyRevokedError
from shared.capability.model import Recipient
from shared.domain.clock import Clock
from shared.domain.errors import WrongStateError
from shared.domain.events import Announcement, Envelope
from shared.domain.events.invite.contacts import ContactDeleted
from shared.domain.ids import ContactId, FirmId
from shared.domain.principals import Provenance, Source


class Links(Protocol):
    """Where links are found by whom they went to, and ended."""

    def sent_to(self, firm: FirmId, contact: ContactId, emails: Iterable[str]) -> Iterator[Recipient]: ...
    def revoke(self, recipient: Recipient, announcement: Announcement) -> None: ...


class ForgettingService:
    """Ends each once, however often it is told; whoever deleted the contact is named for it."""

    def __init__(self, links: Links, clock: Clock) -> None:
        self._links = links
        self._clock = clock

    def forget(self, envelope: Envelope, event: ContactDeleted) -> None:
        told = Provenance(correlation_id=envelope.provenance.correlation_id, source=Source.AUTOMATION)
        for each in self._links.sent_to(event.firm, event.contact, event.emails):
            if each.revoked_at is None and each.done_at is None:
                with suppress(AlreadyRevokedError, WrongStateError):  # it ended meanwhile
                    over = Announcement.of(self._clock(), envelope.actor, told, events.revoked(each))
                    self._links.revoke(each, over)
