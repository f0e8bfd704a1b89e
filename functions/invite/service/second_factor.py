"""A member's second factor: set up from the desk, and taken off by themselves."""

from dataclasses import dataclass

from functions.invite import keys
from functions.invite.model.entities import Firm, Member
from functions.invite.model.limits import CODE
from functions.invite.model.refusals import SignInFailedError, TotpEnabledError, TotpNotEnabledError
from functions.invite.pools import Asked, Audience, Factor, Pools
from functions.invite.service.challenges import otpauth
from functions.invite.service.factors import Members, noted
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.credentials import user_name
from shared.domain.errors import FieldFault, ValidationFailedError
from shared.domain.principals import Caller
from shared.limits import Limiter
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key


@dataclass(frozen=True)
class Secret:
    """What an authenticator app is given: the secret, and an address that spells it with whose it is."""

    secret: str
    uri: str


class SecondFactorService:
    """Sets up and takes off."""

    def __init__(self, members: Members, directory: Directory, pools: Pools, limiter: Limiter, clock: Clock) -> None:
        self._members = members
        self._directory = directory
        self._pools = pools
        self._limiter = limiter
        self._clock = clock

    def begin(self, caller: Caller, access_token: str) -> Secret:
        """Give a secret for an app; nothing is asked for at sign-in until a code of it was seen."""
        firm = caller.identity.firm
        scene = self._directory.gate(caller.identity, also=[keys.firm(firm)])
        member = _mine(scene)
        if member.totp:
            raise TotpEnabledError
        secret = self._pools.begin_totp(access_token)
        return Secret(secret, otpauth(secret, member, Firm.model_validate(scene.items[keys.firm(firm)])))

    def confirm(self, caller: Caller, access_token: str, code: str, once: Once | None) -> Member:
        """See a code of the secret; from now on one is asked for. ValidationFailedError on `code` for a wrong one."""
        scene = self._gate(caller, once)
        member = _mine(scene)
        try:
            recall(scene.items, member.firm, once, self._clock())
            if member.totp:
                raise TotpEnabledError
            self._limiter.count(member.firm, CODE.tallies(member.id, caller.provenance.address))
            self._pools.confirm_totp(Audience.TEAM, user_name(member.firm, member.id), access_token, code)
            return self._save(member, caller, scene, once, totp=True)
        except ReplayError:
            return member.model_copy(update={"totp": True})

    def remove(self, caller: Caller, current: str, code: str, once: Once | None) -> Member:
        """Take the caller's own factor off, who shows password and code.

        One that died half way may be repeated: the pool then asks for no code any more.
        """
        scene = self._gate(caller, once)
        member = _mine(scene)
        try:
            recall(scene.items, member.firm, once, self._clock())
            if not member.totp:
                raise TotpNotEnabledError
            self._limiter.count(member.firm, CODE.tallies(member.id, caller.provenance.address))
            self._demand_both(user_name(member.firm, member.id), current, code)
            self._pools.prefer_totp(Audience.TEAM, user_name(member.firm, member.id), enabled=False)
            return self._save(member, caller, scene, once, totp=False)
        except ReplayError:
            return member.model_copy(update={"totp": False})

    def _gate(self, caller: Caller, once: Once | None) -> Scene:
        asked = [idempotency_key(caller.identity.firm, once.key)] if once else []
        return self._directory.gate(caller.identity, also=asked)

    def _demand_both(self, name: str, current: str, code: str) -> None:
        try:
            outcome = self._pools.sign_in(Audience.TEAM, name, current)
        except SignInFailedError as refused:
            fault = FieldFault("currentPassword", "PASSWORD_WRONG", "This is not your password.")
            raise ValidationFailedError(faults=[fault]) from refused
        if isinstance(outcome, Asked) and outcome.factor is Factor.TOTP:
            self._pools.answer(Audience.TEAM, name, outcome, code)

    def _save(self, member: Member, caller: Caller, scene: Scene, once: Once | None, *, totp: bool) -> Member:
        actor = scene.member.actor
        return noted(self._members, self._clock, member, by=actor, caller=caller, once=once, totp=totp)


def _mine(scene: Scene) -> Member:
    return Member.model_validate(scene.items[keys.member(scene.firm, scene.member.id)])
