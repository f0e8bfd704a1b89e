"""Whether a member has a second factor is noted and told in one write, whoever set it up or took it off."""

from typing import Protocol

from functions.invite.model.entities import Member
from functions.invite.service.security import TRIES, totp_enabled, totp_removed
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, MemberId
from shared.domain.principals import Actor, Caller
from shared.table.idempotency import Once


class Members(Protocol):
    """Where members stand."""

    def find(self, firm: FirmId, credential: MemberId) -> object: ...
    def save(self, credential: Member, *, announcement: Announcement, once: Once | None) -> Member: ...


def noted(
    members: Members, clock: Clock, member: Member, *, by: Actor, caller: Caller, once: Once | None, totp: bool
) -> Member:
    """Note it. A write that came between is read again, not refused."""
    for _ in range(TRIES):
        changed = member.model_copy(update={"totp": totp})
        event = totp_enabled(changed) if totp else totp_removed(changed)
        announcement = Announcement.of(clock(), by, caller.provenance, event)
        try:
            return members.save(changed, announcement=announcement, once=once)
        except StaleVersionError:
            standing = members.find(member.firm, member.id)
            if not isinstance(standing, Member):
                break
            member = standing
    raise UnavailableError
