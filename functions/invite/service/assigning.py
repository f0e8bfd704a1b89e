"""Members are given access to accounts, which makes them followers, and lose both together."""

import time
from collections.abc import Callable
from typing import Any, Protocol

from functions.invite import keys
from functions.invite.model.entities import Account
from shared.directory import AccountSort, Directory, MemberRecord, MemberState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, StaleVersionError, UnavailableError, WrongStateError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.accounts import AccountMemberAssigned, AccountMemberUnassigned, AssignmentEvent
from shared.domain.ids import AccountId, MemberId
from shared.domain.principals import Caller, Right, Role
from shared.table.retries import attempts


class Assignments(Protocol):
    """What this service asks of storage."""

    def add(self, account: Account, member: MemberId, announcement: Announcement) -> Account: ...
    def remove(self, account: Account, member: MemberId, *, place: int, announcement: Announcement) -> Account: ...


class AssignmentService:
    """Who works for which account. All of it asks `assign_team_members` and access to the account."""

    def __init__(
        self,
        assignments: Assignments,
        directory: Directory,
        clock: Clock,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._assignments = assignments
        self._directory = directory
        self._clock = clock
        self._sleep = sleep

    def assign(self, caller: Caller, account: AccountId, member: MemberId) -> Account:
        """Give an active member access; whoever has it keeps it, and nothing is told.

        WrongStateError when the member or the account is not active, LimitReachedError beyond 100 members.
        """
        for _ in attempts(self._sleep):
            scene, standing, colleague = self._enter(caller, account, member)
            if member in standing.assigned:
                return standing
            if colleague.state is not MemberState.ACTIVE:
                raise WrongStateError("The member is not active.")
            told = self._announce(
                scene, caller, AccountMemberAssigned(**words_of(standing, colleague.id, colleague.name))
            )
            try:
                return self._assignments.add(standing, member, told)
            except StaleVersionError:
                continue
        raise UnavailableError

    def unassign(self, caller: Caller, account: AccountId, member: MemberId) -> Account:
        """Take access away, whatever state member and account are in; who has none loses none.

        WrongStateError for the owner and the account for guests, which follows the owner.
        """
        for _ in attempts(self._sleep):
            scene, standing, colleague = self._enter(caller, account, member)
            if member not in standing.assigned:
                return standing
            if standing.sort is AccountSort.GUEST and colleague.role is Role.OWNER:
                raise WrongStateError("The owner follows the account for guests.")
            listed = scene.items[keys.account(scene.firm, account)]["assigned"]
            told = self._announce(
                scene, caller, AccountMemberUnassigned(**words_of(standing, colleague.id, colleague.name))
            )
            try:
                return self._assignments.remove(standing, member, place=listed.index(member), announcement=told)
            except StaleVersionError:
                continue
        raise UnavailableError

    def _enter(self, caller: Caller, account: AccountId, member: MemberId) -> tuple[Scene, Account, MemberRecord]:
        wanted = keys.member(caller.identity.firm, member)
        scene = self._directory.gate(caller.identity, account=account, also=[wanted])
        scene.demand(Right.ASSIGN_TEAM_MEMBERS)
        if wanted not in scene.items:
            raise NotFoundError
        standing = Account.model_validate(scene.items[keys.account(scene.firm, account)])
        return scene, standing, MemberRecord.model_validate(scene.items[wanted])

    def _announce(self, scene: Scene, caller: Caller, event: AssignmentEvent) -> Announcement:
        return Announcement.of(self._clock(), scene.member.actor, caller.provenance, event)


def words_of(account: Account, member: MemberId, name: str) -> dict[str, Any]:
    """Give what an event of an assignment says."""
    return {
        "firm": account.firm,
        "account": account.id,
        "object": ObjectRef(kind="account", id=account.id),
        "member": member,
        "member_name": name,
    }
