"""The invited open their link, see who invites them to what, set a password, and are in.

Activation spans the user pool and the table: claim the invitation, set the password, accept. Whoever holds the claim is
alone; a claim whose holder died lapses and may be taken again, and the password of whoever accepts is the one that
stands, because only the holder of the claim ever sets one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.invite.model.entities import Account, Firm, Member, recounted
from functions.invite.model.limits import LINK
from functions.invite.model.password import demand_acceptable
from functions.invite.model.refusals import ActivationInProgressError, InvitationAcceptedError
from functions.invite.pools import Audience, Pools
from functions.invite.service.challenges import Admission, Challenges
from functions.invite.service.credentials import Credential, Credentials, activated, audience_of, named
from shared import capability
from shared.capability import Claims
from shared.directory import AccountArchivedError, AccountStatus
from shared.domain.clock import Clock
from shared.domain.credentials import user_name
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError, ValidationFailedError
from shared.domain.events import Announcement
from shared.domain.ids import ulid
from shared.domain.principals import Provenance
from shared.limits import Limiter
from shared.table.idempotency import Once, ReplayError

_TRIES = 4


@dataclass(frozen=True)
class Opened:
    """What the holder of an invitation may see of it; `accounts` are the names of those it opens now."""

    firm: Firm
    credential: Credential
    accounts: Sequence[str]

    @property
    def audience(self) -> Audience:
        return audience_of(self.credential)


@dataclass(frozen=True)
class Activated:
    """Who is in now, and their session, or what is asked for before there is one."""

    firm: Firm
    audience: Audience
    admission: Admission


class ActivationService:
    """Makes the invited active."""

    def __init__(
        self, credentials: Credentials, pools: Pools, challenges: Challenges, limiter: Limiter, clock: Clock
    ) -> None:
        self._credentials = credentials
        self._pools = pools
        self._challenges = challenges
        self._limiter = limiter
        self._clock = clock

    def open(self, token: str) -> Opened:
        """Show an open invitation. Reads only: a mail scanner that follows the link changes nothing."""
        claims, proof = capability.read(token)
        credential, firm = self._find(claims)
        credential.demand_open(claims.generation, proof, self._clock())
        accounts = self._accounts_of(credential)
        return Opened(firm, credential, sorted(each.name for each in accounts if each.is_active))

    def accept(self, token: str, password: str, provenance: Provenance, once: Once | None) -> Activated:
        """Set the password and let the invited in, once.

        Of parallel calls one wins, the others get ActivationInProgressError or InvitationAcceptedError. Repeated under
        the same key after a lost answer, it signs in with the password that was set and changes nothing.
        """
        claims, proof = capability.read(token)
        self._limiter.count(claims.firm, LINK.tallies(named(claims), provenance.address))
        credential, firm = self._find(claims)
        name, audience = user_name(claims.firm, credential.id), audience_of(credential)
        try:
            credential.demand_open(claims.generation, proof, self._clock())
            demand_acceptable(password, credential.email)
            accounts = self._accounts_of(credential)
            claimant = f"{once.key}#{once.body}" if once else ulid(self._clock())
            claimed = self._claim(credential, claimant)
            self._set_password(claimed, audience, password)
            self._accept(claimed, accounts, claimant, provenance, once)
        except (InvitationAcceptedError, ReplayError):
            if once is None or not self._credentials.is_done(claims.firm, once, self._clock()):
                raise
        admission = self._challenges.admission(self._pools.sign_in(audience, name, password), credential, firm)
        return Activated(firm, audience, admission)

    def _find(self, claims: Claims) -> tuple[Credential, Firm]:
        credential, firm = self._credentials.find_with_firm(claims.firm, named(claims))
        if credential is None or firm is None:
            raise NotFoundError
        return credential, firm

    def _claim(self, credential: Credential, claimant: str) -> Credential:
        invitation = credential.invitation.claimed(claimant, self._clock())
        try:
            return self._credentials.save(credential.model_copy(update={"invitation": invitation}))
        except StaleVersionError as overtaken:
            raise ActivationInProgressError(retry_after=1) from overtaken

    def _set_password(self, claimed: Credential, audience: Audience, password: str) -> None:
        """Set the password; one the pool refuses gives the claim back, so that another can be tried at once."""
        try:
            self._pools.set_password(audience, user_name(claimed.firm, claimed.id), claimed.email, password)
        except ValidationFailedError:
            released = claimed.invitation.model_copy(update={"claim": None})
            self._credentials.save(claimed.model_copy(update={"invitation": released}))
            raise

    def _accept(
        self,
        claimed: Credential,
        before: Sequence[Account],
        claimant: str,
        provenance: Provenance,
        once: Once | None,
    ) -> None:
        """Commit the activation; what else was written to the credential meanwhile is taken along, not lost."""
        credential = claimed
        for _ in range(_TRIES):
            now = self._clock()
            active = credential.activated(now)
            told = activated(active, [each.id for each in before if each.is_active])
            try:
                self._credentials.save(
                    active,
                    before=before,
                    after=[_recounted(each, credential, active) for each in before],
                    announcement=Announcement.of(now, active.principal().actor, provenance, *told),
                    once=once,
                )
            except StaleVersionError:
                credential = self._still_claimed(credential, claimant)
                before = self._accounts_of(credential)
            else:
                return
        raise UnavailableError

    def _still_claimed(self, credential: Credential, claimant: str) -> Credential:
        """Read the credential again; only whose invitation is open and whose claim stands may go on."""
        standing = self._credentials.find(credential.firm, credential.id)
        proof = credential.invitation.proof
        if standing is None or proof is None:
            raise NotFoundError
        standing.demand_open(credential.invitation.generation, proof, self._clock())
        if standing.invitation.claim is None or standing.invitation.claim.by != claimant:
            raise ActivationInProgressError(retry_after=1)
        return standing

    def _accounts_of(self, credential: Credential) -> Sequence[Account]:
        """Read what an invitation opens; refuse as the gate would when none of it can be entered."""
        if isinstance(credential, Member) or not credential.accounts:
            return ()
        accounts = self._credentials.accounts(credential.firm, credential.accounts)
        standing = {each.status for each in accounts}
        if AccountStatus.ACTIVE not in standing:
            raise AccountArchivedError if AccountStatus.ARCHIVED in standing else NotFoundError
        return accounts


def _recounted(account: Account, before: Credential, after: Credential) -> Account:
    if isinstance(before, Member) or isinstance(after, Member):
        return account
    return recounted(account, before, after)
