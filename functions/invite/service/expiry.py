"""The sweep of invitations: it tells that a date has passed, and decides nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from functions.invite.model.entities import Member
from functions.invite.service.credentials import Credential, of_invitation, ref
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement, Event
from shared.domain.events.invite.access import InvitationExpired
from shared.domain.events.invite.members import MemberInvitationExpired
from shared.domain.ids import ulid
from shared.domain.principals import SYSTEM, Provenance, Source


class Due(Protocol):
    """Where the sweep finds what is due and writes what it told."""

    def due(self, now: datetime) -> Iterable[Credential]: ...
    def save(self, credential: Credential, *, announcement: Announcement) -> Credential: ...


class ExpiryService:
    """Announces `invitation.expired`."""

    def __init__(self, invitations: Due, clock: Clock) -> None:
        self._invitations = invitations
        self._clock = clock

    def announce(self) -> int:
        """Announce each expired invitation once and count them; late, doubled or missed, it lets nobody in or out."""
        now = self._clock()
        provenance = Provenance(correlation_id=f"sweep-{ulid(now)}", source=Source.SCHEDULE)
        told = 0
        for credential in self._invitations.due(now):
            if credential.timer is None or credential.timer > now:
                continue
            quiet = credential.model_copy(update={"invitation": credential.invitation.expiry_told()})
            announcement = Announcement.of(now, SYSTEM, provenance, _expired(credential))
            try:
                self._invitations.save(quiet, announcement=announcement)
            except StaleVersionError:
                continue  # it was resent or accepted meanwhile; the next sweep sees what stands then
            told += 1
        return told


def _expired(credential: Credential) -> Event:
    invitation = credential.invitation
    if isinstance(credential, Member):
        return MemberInvitationExpired(
            firm=credential.firm,
            object=ref(credential),
            member=credential.id,
            generation=invitation.generation,
            member_name=credential.name,
            email=credential.email,
            expired_at=invitation.deadline,
        )
    return of_invitation(InvitationExpired, credential, expired_at=invitation.deadline)
