"""Who forgot their password asks for a link, and sets a new one by it.

Asking is one answer and the same work whoever exists: the same requests in the same order, a link derived and a wish
written in each case; only for who is active does the outbox hold an event, and the letter goes from there.

Setting spans the user pool and the table as an activation does: claim the wish, set the password, use it up.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from functions.invite.model.entities import Firm
from functions.invite.model.limits import LINK, RESET
from functions.invite.model.password import demand_acceptable
from functions.invite.model.refusals import PasswordResetInProgressError, PasswordResetUsedError
from functions.invite.model.reset import LIFETIME, PasswordReset, Wish
from functions.invite.pools import Audience, Pools
from functions.invite.service.credentials import Credential, Credentials, audience_of, is_active, ref
from functions.invite.service.security import TRIES, epoch_of
from shared import capability
from shared.capability import Claims, Purpose, Tokens
from shared.domain.clock import Clock
from shared.domain.credentials import user_name
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError, ValidationFailedError
from shared.domain.events import Announcement
from shared.domain.events.invite.security import PasswordResetDone, PasswordResetRequested
from shared.domain.ids import FirmId, MemberId, PersonId, bare, firm_id, member_id, person_id, ulid
from shared.domain.principals import Actor, ActorKind, Provenance
from shared.limits import Limiter
from shared.table.idempotency import Once, ReplayError


@dataclass(frozen=True)
class OpenReset:
    """What the holder of a link may see of it."""

    firm: Firm
    credential: Credential
    reset: PasswordReset

    @property
    def audience(self) -> Audience:
        return audience_of(self.credential)


class Resets(Protocol):
    """Where wishes stand."""

    def find(self, firm: FirmId, holder: MemberId | PersonId) -> Wish: ...
    def ask(self, reset: PasswordReset, *, is_new: bool, announcement: Announcement | None) -> None: ...
    def save(self, reset: PasswordReset) -> PasswordReset: ...
    def use(
        self, reset: PasswordReset, credential: Credential, announcement: Announcement, once: Once | None
    ) -> None: ...


def claims_of(firm: FirmId, holder: MemberId | PersonId, generation: int) -> Claims:
    """Say what the link of this generation claims; a member's never opens a client's door, nor the reverse."""
    purpose = Purpose.MEMBER_PASSWORD_RESET if holder.startswith("mem_") else Purpose.CLIENT_PASSWORD_RESET
    return Claims(purpose, firm, bare(holder), generation)


def holder_of(claims: Claims) -> MemberId | PersonId:
    """Tell whose new password a token is about; NotFoundError when it is about something else."""
    if claims.n == 0 and claims.purpose is Purpose.MEMBER_PASSWORD_RESET:
        return MemberId(f"mem_{claims.id}")
    if claims.n == 0 and claims.purpose is Purpose.CLIENT_PASSWORD_RESET:
        return PersonId(f"per_{claims.id}")
    raise NotFoundError


class ResetService:
    """Gives a way back in to who forgot their password."""

    def __init__(
        self,
        resets: Resets,
        credentials: Credentials,
        pools: Pools,
        tokens: Tokens,
        limiter: Limiter,
        clock: Clock,
        pool_clock: Clock,
    ) -> None:
        self._resets = resets
        self._credentials = credentials
        self._pools = pools
        self._tokens = tokens
        self._limiter = limiter
        self._clock = clock
        self._pool_clock = pool_clock

    def ask(self, audience: Audience, slug: str, email: str, provenance: Provenance) -> timedelta:
        """Ask for a link; gives how long it would be good, whoever exists."""
        firm = firm_id(slug)
        holder = member_id(firm, email) if audience is Audience.TEAM else person_id(firm, email)
        self._limiter.count(firm, RESET.tallies(holder, provenance.address))
        for _ in range(TRIES):
            try:
                self._ask(firm, holder, provenance)
            except StaleVersionError:
                continue
            return LIFETIME
        raise UnavailableError

    def _ask(self, firm: FirmId, holder: MemberId | PersonId, provenance: Provenance) -> None:
        wish, now = self._resets.find(firm, holder), self._clock()
        credential = wish.credential if wish.credential and is_active(wish.credential) else None
        before = wish.reset or PasswordReset(firm=firm, holder=holder, v=0, asked_at=now)
        proof = self._tokens.proof(claims_of(firm, holder, before.generation + 1))
        epoch = credential.epoch if credential else None
        reset = before.asked(proof=proof, now=now, epoch=epoch, is_anybodys=credential is not None)
        announcement = None
        if credential is not None:
            # Who asks has proved nothing: the wish is told in the name it was made in, as a link's holder's would be.
            actor = Actor(ActorKind.BEARER, credential.id, credential.name)
            announcement = Announcement.of(now, actor, provenance, _requested(reset, credential))
        self._resets.ask(reset, is_new=wish.reset is None, announcement=announcement)

    def open(self, token: str) -> OpenReset:
        """Show an open wish. Reads only: a mail scanner that follows the link changes nothing."""
        claims, proof = capability.read(token)
        return self._open(claims, proof)

    def confirm(self, token: str, password: str, provenance: Provenance, once: Once | None) -> OpenReset:
        """Set the password and end all sessions, once.

        Of parallel calls one wins, the others get PasswordResetInProgressError or PasswordResetUsedError. Repeated
        under the same key after a lost answer, it changes nothing.
        """
        claims, proof = capability.read(token)
        holder = holder_of(claims)
        self._limiter.count(claims.firm, LINK.tallies(holder, provenance.address))
        try:
            opened = self._open(claims, proof)
            demand_acceptable(password, opened.credential.email)
            claimant = f"{once.key}#{once.body}" if once else ulid(self._clock())
            claimed = self._claim(opened.reset, claimant)
            self._set_password(opened, claimed, password)
            self._use(claims, proof, claimant, provenance, once)
        except (PasswordResetUsedError, ReplayError):
            if once is None or not self._credentials.is_done(claims.firm, once, self._clock()):
                raise
            return self._wished(claims)
        return opened

    def _open(self, claims: Claims, proof: str) -> OpenReset:
        wished = self._wished(claims)
        wished.reset.demand_open(claims.generation, proof, self._clock(), wished.credential.epoch)
        return wished

    def _wished(self, claims: Claims) -> OpenReset:
        wish = self._resets.find(claims.firm, holder_of(claims))
        if wish.reset is None or wish.credential is None or wish.firm is None or not is_active(wish.credential):
            raise NotFoundError
        return OpenReset(wish.firm, wish.credential, wish.reset)

    def _claim(self, reset: PasswordReset, claimant: str) -> PasswordReset:
        try:
            return self._resets.save(reset.claimed(claimant, self._clock()))
        except StaleVersionError as overtaken:
            raise PasswordResetInProgressError(retry_after=1) from overtaken

    def _set_password(self, opened: OpenReset, claimed: PasswordReset, password: str) -> None:
        """Set the password; one the pool refuses gives the claim back, so that another can be tried at once."""
        name = user_name(claimed.firm, claimed.holder)
        try:
            self._pools.set_password(opened.audience, name, opened.credential.email, password)
        except ValidationFailedError:
            self._resets.save(claimed.model_copy(update={"claim": None}))
            raise
        self._pools.end_sessions(opened.audience, name)

    def _use(self, claims: Claims, proof: str, claimant: str, provenance: Provenance, once: Once | None) -> None:
        """Commit; what else was written to the credential meanwhile is taken along, not lost."""
        for _ in range(TRIES):
            opened, now = self._open(claims, proof), self._clock()
            if opened.reset.claim is None or opened.reset.claim.by != claimant:
                raise PasswordResetInProgressError(retry_after=1)
            ended = opened.credential.model_copy(update={"epoch": epoch_of(self._pool_clock)})
            actor = ended.principal().actor
            announcement = Announcement.of(now, actor, provenance, _done(opened.reset, ended))
            try:
                self._resets.use(opened.reset.used(now), ended, announcement, once)
            except StaleVersionError:
                continue
            return
        raise UnavailableError


def _requested(reset: PasswordReset, credential: Credential) -> PasswordResetRequested:
    return PasswordResetRequested(
        firm=reset.firm,
        object=ref(credential),
        holder=credential.id,
        email=credential.email,
        generation=reset.generation,
        expires_at=reset.expires_at,
    )


def _done(reset: PasswordReset, credential: Credential) -> PasswordResetDone:
    return PasswordResetDone(
        firm=reset.firm,
        object=ref(credential),
        holder=credential.id,
        email=credential.email,
        generation=reset.generation,
    )
