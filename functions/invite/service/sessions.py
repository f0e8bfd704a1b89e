"""Signing in, going on, signing out.

There is no other door to the user pools, so a login is recorded here, once, and no GET ever writes.
"""

from datetime import datetime

from functions.invite.model.entities import Firm, Member
from functions.invite.model.limits import CODE, RENEWAL, SIGN_IN
from functions.invite.model.refusals import ChallengeOverError, SignInFailedError
from functions.invite.pools import Asked, Audience, Factor, Pools, Session
from functions.invite.service.challenges import Admission, Challenges
from functions.invite.service.credentials import Credential, Credentials, audience_of, caller_of, is_active, logged_in
from functions.invite.service.security import TRIES, epoch_of, sessions_ended, totp_enabled
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.domain.credentials import user_name
from shared.domain.errors import PorticoError, StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, MemberId, PersonId, firm_id, member_id, person_id
from shared.domain.principals import Caller, Provenance
from shared.limits import Limiter
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key


class SessionService:
    """Exchanges a password, and where it is asked for a code, for a session; renews and ends sessions."""

    def __init__(
        self,
        credentials: Credentials,
        directory: Directory,
        pools: Pools,
        challenges: Challenges,
        limiter: Limiter,
        clock: Clock,
        pool_clock: Clock,
    ) -> None:
        self._credentials = credentials
        self._directory = directory
        self._pools = pools
        self._challenges = challenges
        self._limiter = limiter
        self._clock = clock
        self._pool_clock = pool_clock

    def sign_in(self, audience: Audience, slug: str, email: str, password: str, provenance: Provenance) -> Admission:
        """Sign in; SignInFailedError whether firm, e-mail or password is wrong, after the same calls in each case.

        Firm and user name are computed, not looked up, so an unknown firm costs what a wrong password costs.
        """
        firm = firm_id(slug)
        credential = member_id(firm, email) if audience is Audience.TEAM else person_id(firm, email)
        self._limiter.count(firm, SIGN_IN.tallies(credential, provenance.address))
        outcome = self._pools.sign_in(audience, user_name(firm, credential), password)
        if isinstance(outcome, Asked):
            return self._challenges.admission(outcome, *self._asked(firm, credential))
        self._record(firm, credential, provenance, refused_as=SignInFailedError)
        return outcome

    def answer(self, challenge: str, code: str, provenance: Provenance) -> Session:
        """Answer a challenge by a code; the login is recorded now. A factor that was set up by it stands from here on.

        ValidationFailedError on `code` for a wrong one, ChallengeOverError when the challenge is.
        """
        pending = self._challenges.open(challenge)
        name = user_name(pending.firm, pending.credential)
        self._limiter.count(pending.firm, CODE.tallies(pending.credential, provenance.address))
        session = self._pools.answer(pending.audience, name, pending.asked, code)
        is_setup = pending.asked.factor is Factor.TOTP_SETUP
        if is_setup:
            self._pools.prefer_totp(pending.audience, name, enabled=True)
        self._record(pending.firm, pending.credential, provenance, is_setup=is_setup, refused_as=ChallengeOverError)
        return session

    def renew(self, audience: Audience, slug: str, refresh_token: str, provenance: Provenance) -> Session:
        """Go on with a session that was not ended; SessionOverError whatever is wrong.

        The new access token keeps the hour of the sign-in, so whatever ends sessions ends what comes of them.
        """
        self._limiter.count(firm_id(slug), RENEWAL.tallies(refresh_token, provenance.address))
        return self._pools.renew(audience, refresh_token)

    def revoke(self, audience: Audience, slug: str, refresh_token: str, provenance: Provenance) -> None:
        """End one session; one that is over is ended already, and nobody is told which it was."""
        self._limiter.count(firm_id(slug), RENEWAL.tallies(refresh_token, provenance.address))
        self._pools.revoke(audience, refresh_token)

    def end(self, caller: Caller, once: Once | None) -> datetime:
        """Sign the caller out everywhere, here included; gives the instant before which no session counts."""
        firm = caller.identity.firm
        asked = [idempotency_key(firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, also=asked)
        credential = caller_of(scene, caller)
        try:
            recall(scene.items, firm, once, self._clock())
            self._pools.end_sessions(audience_of(credential), user_name(firm, credential.id))
            for _ in range(TRIES):
                now = self._clock()
                ended = credential.model_copy(update={"epoch": epoch_of(self._pool_clock)})
                announcement = Announcement.of(now, scene.principal.actor, caller.provenance, sessions_ended(ended))
                try:
                    saved = self._credentials.save(ended, announcement=announcement, once=once)
                except StaleVersionError:
                    credential = self._again(credential)
                    continue
                return saved.epoch or now
        except ReplayError:
            return self._again(credential).epoch or self._clock()
        raise UnavailableError

    def _asked(self, firm: FirmId, identifier: MemberId | PersonId) -> tuple[Credential, Firm]:
        credential, tenant = self._credentials.find_with_firm(firm, identifier)
        if credential is None or tenant is None or not is_active(credential):
            raise SignInFailedError
        return credential, tenant

    def _record(
        self,
        firm: FirmId,
        identifier: MemberId | PersonId,
        provenance: Provenance,
        *,
        refused_as: type[PorticoError],
        is_setup: bool = False,
    ) -> None:
        for _ in range(TRIES):
            credential = self._credentials.find(firm, identifier)
            if credential is None or not is_active(credential):
                raise refused_as
            now = self._clock()
            known, events = credential.model_copy(update={"last_login_at": now}), [logged_in(credential)]
            if is_setup and isinstance(known, Member):
                known, events = known.model_copy(update={"totp": True}), [totp_enabled(known), *events]
            announcement = Announcement.of(now, credential.principal().actor, provenance, *events)
            try:
                self._credentials.save(known, announcement=announcement)
            except StaleVersionError:
                continue
            return
        raise UnavailableError

    def _again(self, credential: Credential) -> Credential:
        standing = self._credentials.find(credential.firm, credential.id)
        if standing is None:
            raise UnavailableError
        return standing
