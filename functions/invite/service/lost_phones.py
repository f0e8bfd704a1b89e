"""A colleague who has lost their phone: owner or admin takes the second factor off."""

from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Member
from functions.invite.model.refusals import TotpNotEnabledError
from functions.invite.pools import Audience
from functions.invite.service.factors import Members, noted
from shared.directory import Directory, MemberState
from shared.domain.clock import Clock
from shared.domain.credentials import user_name
from shared.domain.errors import NotAllowedError, NotFoundError
from shared.domain.ids import MemberId
from shared.domain.principals import Caller, Role
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key


class Factors(Protocol):
    """Where a code is asked for, or no longer."""

    def prefer_totp(self, audience: Audience, user_name: str, *, enabled: bool) -> None: ...


class LostPhoneService:
    """Takes factors off."""

    def __init__(self, members: Members, directory: Directory, factors: Factors, clock: Clock) -> None:
        self._members = members
        self._directory = directory
        self._factors = factors
        self._clock = clock

    def remove(self, caller: Caller, colleague: MemberId, once: Once | None) -> Member:
        """Take a colleague's factor off, who has lost their phone. Owner and admin may; an admin's only the owner."""
        firm = caller.identity.firm
        asked = [keys.member(firm, colleague), *([idempotency_key(firm, once.key)] if once else [])]
        scene = self._directory.gate(caller.identity, also=asked)
        actor = scene.demand_admin()
        if keys.member(firm, colleague) not in scene.items:
            raise NotFoundError
        member = Member.model_validate(scene.items[keys.member(firm, colleague)])
        if member.id == actor.id or (member.role is not Role.EMPLOYEE and actor.role is not Role.OWNER):
            raise NotAllowedError
        try:
            recall(scene.items, firm, once, self._clock())
            if not member.totp or member.state is MemberState.INVITED:
                raise TotpNotEnabledError
            self._factors.prefer_totp(Audience.TEAM, user_name(firm, member.id), enabled=False)
            me = scene.member.actor
            return noted(self._members, self._clock, member, by=me, caller=caller, once=once, totp=False)
        except ReplayError:
            return member.model_copy(update={"totp": False})
