"""Signing in. There is no other door to the user pools, so a login is recorded here, once, and no GET ever writes."""

from functions.invite.model.refusals import SignInFailedError
from functions.invite.pools import Audience, Pools, Session
from functions.invite.service.credentials import Credentials, is_active, logged_in
from shared.domain.clock import Clock
from shared.domain.credentials import user_name
from shared.domain.errors import StaleVersionError, UnavailableError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, MemberId, PersonId, firm_id, member_id, person_id
from shared.domain.principals import Provenance

_TRIES = 3


class SessionService:
    """Exchanges a password for a session."""

    def __init__(self, credentials: Credentials, pools: Pools, clock: Clock) -> None:
        self._credentials = credentials
        self._pools = pools
        self._clock = clock

    def sign_in(self, audience: Audience, slug: str, email: str, password: str, provenance: Provenance) -> Session:
        """Sign in; SignInFailedError whether firm, e-mail or password is wrong, after the same one call in each case.

        Firm and user name are computed, not looked up, so an unknown firm costs what a wrong password costs.
        """
        firm = firm_id(slug)
        credential = member_id(firm, email) if audience is Audience.TEAM else person_id(firm, email)
        session = self._pools.sign_in(audience, user_name(firm, credential), password)
        self._record(firm, credential, provenance)
        return session

    def _record(self, firm: FirmId, identifier: MemberId | PersonId, provenance: Provenance) -> None:
        for _ in range(_TRIES):
            credential = self._credentials.find(firm, identifier)
            if credential is None or not is_active(credential):
                raise SignInFailedError
            now = self._clock()
            announcement = Announcement.of(now, credential.principal().actor, provenance, logged_in(credential))
            try:
                self._credentials.save(credential.model_copy(update={"last_login_at": now}), announcement=announcement)
            except StaleVersionError:
                continue
            return
        raise UnavailableError
