"""A wish for a new password: one open per credential, numbered by generation; only its latest link sets one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from functions.invite.model.entities import Firm, Member, Person
from functions.invite.model.invitation import CLAIM_LEASE, ENDED_KEPT, Claim, Ended, EndReason
from functions.invite.model.refusals import (
    PasswordResetExpiredError,
    PasswordResetInProgressError,
    PasswordResetSupersededError,
    PasswordResetUsedError,
)
from shared.capability import proves
from shared.domain.entities import Rewritten
from shared.domain.errors import NotFoundError
from shared.domain.ids import FirmId, MemberId, PersonId

LIFETIME = timedelta(minutes=20)


class PasswordReset(Rewritten):
    """The latest wish; `v` counts writes. Stored is a proof of the token, never the token.

    `epoch` is that of the credential's sessions when it was asked: a password changed or sessions ended since then kill
    the link. `is_anybodys` tells that somebody was there to ask for. Of such a one the number is kept for good, since a
    number given twice would make one token twice.
    """

    firm: FirmId
    holder: MemberId | PersonId
    v: int = 1
    generation: int = 0
    proof: str | None = None
    asked_at: datetime
    epoch: datetime | None = None
    is_anybodys: bool = False
    used_at: datetime | None = None
    ended: tuple[Ended, ...] = ()
    claim: Claim | None = None

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + LIFETIME

    def asked(self, *, proof: str, now: datetime, epoch: datetime | None, is_anybodys: bool) -> Self:
        """Give the next generation; the one before is dead from here on."""
        return self.model_copy(
            update={
                "generation": self.generation + 1,
                "proof": proof,
                "asked_at": now,
                "epoch": epoch,
                "is_anybodys": self.is_anybodys or is_anybodys,
                "used_at": None,
                "ended": self._ended(),
                "claim": None,
            }
        )

    def demand_open(self, generation: int, proof: str, now: datetime, epoch: datetime | None) -> None:
        """Refuse whoever offers anything but the open generation's token in time.

        Whose token it was is told what became of it; what proves nothing, or somebody's whose sessions were ended
        since, is NotFoundError.
        """
        if generation == self.generation and proves(proof, self.proof):
            if self.used_at is not None:
                raise PasswordResetUsedError
            if epoch != self.epoch:
                raise NotFoundError
            if now >= self.expires_at:
                raise PasswordResetExpiredError
            return
        for each in self.ended:
            if each.generation == generation and proves(proof, each.proof):
                raise PasswordResetSupersededError
        raise NotFoundError

    def claimed(self, by: str, now: datetime) -> Self:
        """Take the claim; PasswordResetInProgressError while another holds it. A lapsed one may be taken."""
        if self.claim is not None and self.claim.by != by and now < self.claim.until:
            wait = self.claim.until - now
            raise PasswordResetInProgressError(retry_after=min(5, max(1, int(wait.total_seconds()))))
        return self.model_copy(update={"claim": Claim(by=by, until=now + CLAIM_LEASE)})

    def used(self, now: datetime) -> Self:
        """Keep the proof: whoever comes again with the same token is told that it was used."""
        return self.model_copy(update={"used_at": now, "claim": None})

    def _ended(self) -> tuple[Ended, ...]:
        if self.proof is None:
            return self.ended
        now_ended = Ended(generation=self.generation, proof=self.proof, reason=EndReason.SUPERSEDED)
        return (*self.ended, now_ended)[-ENDED_KEPT:]


@dataclass(frozen=True)
class Wish:
    """A wish as it stands, if it does, with whose it would be and the firm, if there are."""

    reset: PasswordReset | None
    credential: Member | Person | None
    firm: Firm | None
