"""Members are edited, deactivated and restored, by whoever stands above them."""

import time
from collections.abc import Callable
from typing import Any, Protocol

from functions.invite import keys
from functions.invite.model.entities import Firm, Member
from functions.invite.model.hierarchy import demand_above, demand_may_edit
from functions.invite.model.refusals import AlreadyActiveError
from functions.invite.pools import Audience
from functions.invite.service.ownership import role_changed, withdrawn
from shared.directory import Directory, MemberState, Scene
from shared.domain.clock import Clock
from shared.domain.credentials import user_name
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.invite.members import (
    MemberDeactivated,
    MemberInvitationCancelled,
    MemberRestored,
    MemberRightsChanged,
    MemberUpdated,
)
from shared.domain.ids import MemberId
from shared.domain.principals import Caller, Right, Role
from shared.domain.texts import Locale
from shared.table.retries import attempts


class Members(Protocol):
    """What this service asks of storage."""

    def save(self, member: Member, announcement: Announcement) -> Member: ...
    def shut_out(self, member: Member, announcement: Announcement, *, ends_offer: bool) -> Member: ...


class Sessions(Protocol):
    """Where sessions are ended for good."""

    def end_sessions(self, audience: Audience, user_name: str) -> None: ...


class MembershipService:
    """What becomes of members once they were invited. A write that came between is read again, not refused."""

    def __init__(
        self,
        members: Members,
        directory: Directory,
        sessions: Sessions,
        clock: Clock,
        pool_clock: Clock,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._members = members
        self._directory = directory
        self._sessions = sessions
        self._clock = clock
        self._pool_clock = pool_clock
        self._sleep = sleep

    def get(self, caller: Caller, member: MemberId) -> Member:
        return self._find(caller, member)[1]

    def edit(
        self,
        caller: Caller,
        member: MemberId,
        *,
        seen: int,
        name: str | None,
        locale: Locale | None,
        role: Role | None,
        rights: frozenset[Right] | None,
    ) -> Member:
        """Change what is given; what stands already changes and logs nothing.

        Everybody may edit their own name and language. The call may be repeated when its answer was lost: the very next
        edition that holds all that was given is the one it made.
        """
        given = {"name": name, "locale": locale, "role": role, "rights": rights}
        wanted = {key: value for key, value in given.items() if value is not None}
        for _ in attempts(self._sleep):
            scene, standing, _ = self._find(caller, member)
            changes = {key: value for key, value in wanted.items() if getattr(standing, key) != value}
            demand_may_edit(scene.member, standing, changes)
            if wanted and not changes and standing.edition == seen + 1:
                return standing
            if standing.edition != seen:
                raise StaleVersionError
            if not changes:
                return standing
            after = standing.edited(**changes)
            try:
                return self._members.save(after, self._announce(scene, caller, *_edited(standing, after)))
            except StaleVersionError:
                continue
        raise UnavailableError

    def deactivate(self, caller: Caller, member: MemberId) -> Member:
        """Shut a member out at their next call; an offer of the firm to them is gone, an invitation is dead.

        The user pool is told after the fact and told again when the call is repeated: a call that died between the two
        left nobody in.
        """
        for _ in attempts(self._sleep):
            scene, standing, firm = self._find(caller, member)
            demand_above(scene.member, standing)
            if standing.state is not MemberState.DEACTIVATED:
                after = standing.deactivated(self._pool_clock())
                offer = firm.offer if firm.offer and firm.offer.member == member else None
                events = [MemberDeactivated(**_words(standing)), *([withdrawn(firm, offer)] if offer else [])]
                told = self._announce(scene, caller, *events)
                try:
                    standing = self._members.shut_out(after, told, ends_offer=offer is not None)
                except StaleVersionError:
                    continue
            self._sessions.end_sessions(Audience.TEAM, user_name(firm.id, member))
            return standing
        raise UnavailableError

    def restore(self, caller: Caller, member: MemberId) -> Member:
        """Let a deactivated member back in, who signs in anew; whoever never came in is to be invited again."""
        for _ in attempts(self._sleep):
            scene, standing, _ = self._find(caller, member)
            demand_above(scene.member, standing)
            if standing.state is not MemberState.DEACTIVATED:
                return standing
            after = standing.restored()
            told = MemberRestored(**_words(after), state=after.state.value)
            try:
                return self._members.save(after, self._announce(scene, caller, told))
            except StaleVersionError:
                continue
        raise UnavailableError

    def cancel_invitation(self, caller: Caller, member: MemberId) -> Member:
        """Make the link of an invitation dead; another may be sent. AlreadyActiveError once they came in."""
        for _ in attempts(self._sleep):
            scene, standing, _ = self._find(caller, member)
            demand_above(scene.member, standing)
            if standing.has_come_in:
                raise AlreadyActiveError
            if not standing.invitation.is_out:
                return standing
            after = standing.model_copy(update={"invitation": standing.invitation.cancelled()})
            told = MemberInvitationCancelled(**_words(after), generation=after.invitation.generation, email=after.email)
            try:
                return self._members.save(after, self._announce(scene, caller, told))
            except StaleVersionError:
                continue
        raise UnavailableError

    def _find(self, caller: Caller, member: MemberId) -> tuple[Scene, Member, Firm]:
        wanted, tenant = keys.member(caller.identity.firm, member), keys.firm(caller.identity.firm)
        scene = self._directory.gate(caller.identity, also=[wanted, tenant])
        if wanted not in scene.items:
            raise NotFoundError
        return scene, Member.model_validate(scene.items[wanted]), Firm.model_validate(scene.items[tenant])

    def _announce(self, scene: Scene, caller: Caller, *events: Event) -> Announcement:
        return Announcement.of(self._clock(), scene.member.actor, caller.provenance, *events)


def _edited(before: Member, after: Member) -> list[Event]:
    """Say what an edit changed: details in one event, role and rights in one each."""
    told: list[Event] = []
    details = [each for each in ("name", "locale") if getattr(before, each) != getattr(after, each)]
    if details:
        was, now = ({each: str(getattr(of, each)) for each in details} for of in (before, after))
        told.append(MemberUpdated(**_words(after), before=was, after=now))
    if before.role is not after.role:
        told.append(role_changed(after.firm, after.id, after.name, before.role, after.role))
    if before.rights != after.rights:
        given, left = (tuple(each.value for each in Right if each in of.rights) for of in (before, after))
        told.append(MemberRightsChanged(**_words(after), before=given, after=left))
    return told


def _words(member: Member) -> dict[str, Any]:
    """Give what every event of a member says."""
    return {
        "firm": member.firm,
        "object": ObjectRef(kind="member", id=member.id),
        "member": member.id,
        "member_name": member.name,
    }
