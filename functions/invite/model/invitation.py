"""An invitation: one open per credential, numbered by generation; only its latest opens the door."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from functions.invite.model.refusals import (
    ActivationInProgressError,
    InvitationBouncedError,
    InvitationCancelledError,
    InvitationExpiredError,
    InvitationSupersededError,
    ResendLimitError,
    ResendTooSoonError,
)
from shared.capability import proves
from shared.domain.entities import Rewritten
from shared.domain.errors import NotFoundError, PorticoError

COOL_DOWN = timedelta(seconds=60)
# Longer than the function that claims may run (infra gives it 20 s), so no two holders of a claim ever act at once.
CLAIM_LEASE = timedelta(seconds=60)
ENDED_KEPT = 3


class EndReason(StrEnum):
    """Why a generation ended without being accepted."""

    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


_REFUSALS: dict[EndReason, type[PorticoError]] = {
    EndReason.SUPERSEDED: InvitationSupersededError,
    EndReason.CANCELLED: InvitationCancelledError,
}


class Ended(Rewritten):
    """A generation that is over; its proof is kept so that only its holder is told why."""

    generation: int
    proof: str
    reason: EndReason


class Claim(Rewritten):
    """Who is setting the password right now, and until when nobody else may."""

    by: str
    until: datetime


class Invitation(Rewritten):
    """The sending of a link: generation 0 has never been sent. Stored is a proof of the token, never the token.

    `sent_at` is empty while none is open; `mailed_at` and `resends` go on counting over a cancel, so that cancelling
    and inviting by turns floods nobody.
    """

    generation: int = 0
    proof: str | None = None
    sent_at: datetime | None = None
    sent_by: str | None = None
    expires_at: datetime | None = None
    mailed_at: datetime | None = None
    resends: int = 0
    is_expiry_told: bool = False
    is_bounced: bool = False
    ended: tuple[Ended, ...] = ()
    claim: Claim | None = None

    @property
    def is_out(self) -> bool:
        """Whether a link was sent that nothing but its date has ended."""
        return self.proof is not None

    @property
    def next_generation(self) -> int:
        return self.generation + 1

    @property
    def deadline(self) -> datetime:
        """When an invitation that was sent ends; ValueError when none was."""
        if self.expires_at is None:
            raise ValueError("never sent")
        return self.expires_at

    def is_expired(self, now: datetime) -> bool:
        """Tell whether its time is over at `now`; at the very instant of expiry it is."""
        return self.expires_at is not None and now >= self.expires_at

    def sent(self, *, proof: str, now: datetime, lifetime: timedelta, by: str) -> Self:
        """Give the next generation; the one before, if it was open, is superseded and dead from here on."""
        return self.model_copy(
            update={
                "generation": self.next_generation,
                "proof": proof,
                "sent_at": now,
                "sent_by": by,
                "expires_at": now + lifetime,
                "mailed_at": now,
                "resends": self.resends + 1 if self.generation else 0,
                "is_expiry_told": False,
                "is_bounced": False,
                "ended": self._ended(EndReason.SUPERSEDED),
                "claim": None,
            }
        )

    def cancelled(self) -> Self:
        """End what is out: its link is dead, its holder is told why, and it shows as never sent."""
        return self._over(EndReason.CANCELLED)

    def superseded(self) -> Self:
        """End what is out because another invitation stands in its place."""
        return self._over(EndReason.SUPERSEDED)

    def bounced(self) -> Self:
        """Let the open generation never be accepted: its letter came back. It stands until sent anew or cancelled."""
        return self.model_copy(update={"is_bounced": True})

    def demand_resendable(self, now: datetime, max_resends: int) -> None:
        """Refuse within 60 seconds of the last sending, and beyond the number the firm allows."""
        last = self.mailed_at or self.sent_at
        if last is not None and now - last < COOL_DOWN:
            wait = COOL_DOWN - (now - last)
            raise ResendTooSoonError(retry_after=max(1, int(wait.total_seconds())))
        if self.generation and self.resends >= max_resends:
            raise ResendLimitError

    def demand_open(self, generation: int, proof: str, now: datetime) -> None:
        """Refuse whoever offers anything but the open generation's token in time.

        What proves an ended generation is told why it ended; what proves nothing is NotFoundError.
        """
        if generation == self.generation and proves(proof, self.proof):
            if self.is_bounced:
                raise InvitationBouncedError
            if self.is_expired(now):
                raise InvitationExpiredError
            return
        for each in self.ended:
            if each.generation == generation and proves(proof, each.proof):
                raise _REFUSALS[each.reason]
        raise NotFoundError

    def claimed(self, by: str, now: datetime) -> Self:
        """Take the claim; ActivationInProgressError while another holds it. A lapsed one may be taken."""
        if self.claim is not None and self.claim.by != by and now < self.claim.until:
            wait = self.claim.until - now
            raise ActivationInProgressError(retry_after=min(5, max(1, int(wait.total_seconds()))))
        return self.model_copy(update={"claim": Claim(by=by, until=now + CLAIM_LEASE)})

    def accepted(self) -> Self:
        """Keep the proof: whoever comes again with the same token is told that it was used."""
        return self.model_copy(update={"claim": None})

    def expiry_told(self) -> Self:
        return self.model_copy(update={"is_expiry_told": True})

    @property
    def timer(self) -> datetime | None:
        """When the sweep has something to tell; of what bounced it has been told."""
        return None if self.is_expiry_told or self.is_bounced else self.expires_at

    def _over(self, reason: EndReason) -> Self:
        return self.model_copy(
            update={
                "proof": None,
                "sent_at": None,
                "sent_by": None,
                "expires_at": None,
                "is_expiry_told": False,
                "is_bounced": False,
                "ended": self._ended(reason),
                "claim": None,
            }
        )

    def _ended(self, reason: EndReason) -> tuple[Ended, ...]:
        if self.proof is None:
            return self.ended
        now_ended = Ended(generation=self.generation, proof=self.proof, reason=reason)
        return (*self.ended, now_ended)[-ENDED_KEPT:]
