"""Whoever is signed in sets a new password, knowing the old one; every other session ends."""

from functions.invite import keys
from functions.invite.model.entities import Firm
from functions.invite.model.limits import PASSWORD
from functions.invite.model.password import demand_acceptable
from functions.invite.model.refusals import SignInFailedError
from functions.invite.pools import Audience, Pools
from functions.invite.service.challenges import Admission, Challenges
from functions.invite.service.credentials import Credential, Credentials, audience_of, caller_of
from functions.invite.service.security import TRIES, epoch_of, password_changed
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.domain.credentials import user_name
from shared.domain.errors import FieldFault, StaleVersionError, UnavailableError, ValidationFailedError
from shared.domain.events import Announcement
from shared.domain.principals import Caller
from shared.limits import Limiter
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key


class PasswordService:
    """Changes passwords."""

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

    def change(self, caller: Caller, current: str, new: str, once: Once | None) -> Admission:
        """Set a new password and give a session in place of the caller's, which ends with all others.

        ValidationFailedError on `currentPassword` when that is wrong and on `newPassword` when that will not do. A
        change that died half way may be repeated: then the new password is as good a proof as the old one.
        """
        firm = caller.identity.firm
        asked = [keys.firm(firm), *([idempotency_key(firm, once.key)] if once else [])]
        scene = self._directory.gate(caller.identity, also=asked)
        credential, tenant = caller_of(scene, caller), Firm.model_validate(scene.items[keys.firm(firm)])
        audience, name = audience_of(credential), user_name(firm, credential.id)
        try:
            recall(scene.items, firm, once, self._clock())
            self._limiter.count(firm, PASSWORD.tallies(credential.id, caller.provenance.address))
            demand_acceptable(new, credential.email, "newPassword")
            self._demand_proof(audience, name, current, new)
            self._pools.set_password(audience, name, credential.email, new)
            self._pools.end_sessions(audience, name)
            self._tell(credential, caller, once)
        except ReplayError:
            pass
        return self._challenges.admission(self._pools.sign_in(audience, name, new), credential, tenant)

    def _demand_proof(self, audience: Audience, name: str, current: str, new: str) -> None:
        for password in (current, new):
            try:
                self._pools.sign_in(audience, name, password)
            except SignInFailedError:
                continue
            return
        fault = FieldFault("currentPassword", "PASSWORD_WRONG", "This is not your password.")
        raise ValidationFailedError(faults=[fault])

    def _tell(self, credential: Credential, caller: Caller, once: Once | None) -> None:
        for _ in range(TRIES):
            ended = credential.model_copy(update={"epoch": epoch_of(self._pool_clock)})
            actor = ended.principal().actor
            announcement = Announcement.of(self._clock(), actor, caller.provenance, password_changed(ended))
            try:
                self._credentials.save(ended, announcement=announcement, once=once)
            except StaleVersionError:
                standing = self._credentials.find(credential.firm, credential.id)
                if standing is None:
                    break
                credential = standing
            else:
                return
        raise UnavailableError
