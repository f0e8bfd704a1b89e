"""Firms are founded, members are invited."""

from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Firm, Member
from functions.invite.model.hierarchy import demand_above
from functions.invite.model.invitation import Invitation
from functions.invite.model.refusals import AlreadyActiveError, SlugTakenError
from functions.invite.service.issuing import issue
from shared.capability import Tokens
from shared.directory import Directory, MemberState, Policy
from shared.domain.clock import Clock
from shared.domain.errors import (
    FieldFault,
    NotAllowedError,
    NotFoundError,
    ValidationFailedError,
    WrongStateError,
)
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.members import FirmFounded, MemberInvitationResent, MemberInvited
from shared.domain.ids import FirmId, MemberId, firm_id, member_id
from shared.domain.principals import SYSTEM, Caller, Provenance, Right, Role
from shared.domain.texts import Locale
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import idempotency as idempotency_key
from shared.table.query import Page


class Members(Protocol):
    """What this service asks of storage."""

    def found(self, firm: Firm, owner: Member, announcement: Announcement) -> None: ...
    def firm(self, firm: FirmId) -> Firm: ...
    def get(self, firm: FirmId, member: MemberId) -> Member: ...
    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Member]: ...
    def add(self, member: Member, announcement: Announcement, once: Once | None) -> None: ...


class Invitees(Protocol):
    """Where an invitation is written."""

    def save(self, credential: Member, *, announcement: Announcement, once: Once | None) -> Member: ...


class MemberService:
    """Who works at the firm."""

    def __init__(
        self, members: Members, invitees: Invitees, directory: Directory, tokens: Tokens, clock: Clock
    ) -> None:
        self._members = members
        self._invitees = invitees
        self._directory = directory
        self._tokens = tokens
        self._clock = clock

    def found_firm(
        self, *, slug: str, name: str, time_zone: str, locale: Locale, owner_name: str, owner_email: str
    ) -> Firm:
        """Found a firm with exactly one owner, who is invited at once.

        Repeated with the same owner it gives back the firm that stands; SlugTakenError when another owner has it.
        """
        now = self._clock()
        identifier = firm_id(slug)
        owner_id = member_id(identifier, owner_email)
        firm = Firm(
            id=identifier, name=name, slug=slug, time_zone=time_zone, locale=locale, owner=owner_id, founded_at=now
        )
        owner = Member(
            firm=identifier,
            id=owner_id,
            name=owner_name,
            email=owner_email,
            role=Role.OWNER,
            locale=locale,
            state=MemberState.INVITED,
            invitation=issue(
                self._tokens, identifier, owner_id, Invitation(), now=now, policy=Policy(), by=SYSTEM.name
            ),
        )
        founded = FirmFounded(
            firm=identifier, object=_ref("firm", identifier), slug=slug, firm_name=name, owner=owner_id
        )
        provenance = Provenance(correlation_id=f"found-{identifier}")
        announcement = Announcement.of(now, SYSTEM, provenance, founded, _invited(owner))
        try:
            self._members.found(firm, owner, announcement)
        except SlugTakenError:
            standing = self._members.firm(identifier)
            if standing.owner != owner_id:
                raise
            return standing
        return firm

    def me(self, caller: Caller) -> tuple[Member, Firm]:
        """Give the calling member and their firm, out of the gate's one read."""
        mine, tenant = keys.member(caller.identity.firm, MemberId(caller.identity.id)), keys.firm(caller.identity.firm)
        items = self._directory.gate(caller.identity, also=[tenant]).items
        return Member.model_validate(items[mine]), Firm.model_validate(items[tenant])

    def list(self, caller: Caller, *, limit: int, cursor: str | None) -> Page[Member]:
        firm = self._directory.gate(caller.identity).member.firm
        return self._members.list(firm, limit=limit, cursor=cursor)

    def invite(
        self,
        caller: Caller,
        once: Once | None,
        *,
        name: str,
        email: str,
        role: Role,
        rights: frozenset[Right],
        locale: Locale | None,
    ) -> Member:
        """Invite a colleague. Owner and admin may; only the owner adds admins; nobody adds an owner."""
        scene = self._directory.gate(caller.identity)
        inviter = scene.demand_admin()
        if role is Role.ADMIN and inviter.role is not Role.OWNER:
            raise NotAllowedError
        if role is Role.OWNER:
            fault = FieldFault("role", "NOT_ONE_OF", "A firm has one owner; ownership is handed over.")
            raise ValidationFailedError(faults=[fault])
        now = self._clock()
        identifier = member_id(scene.firm, email)
        invitation = issue(
            self._tokens, scene.firm, identifier, Invitation(), now=now, policy=scene.policy, by=inviter.name
        )
        member = Member(
            firm=scene.firm,
            id=identifier,
            name=name,
            email=email,
            role=role,
            rights=rights,
            locale=locale or inviter.locale,
            state=MemberState.INVITED,
            invitation=invitation,
        )
        announcement = Announcement.of(now, inviter.actor, caller.provenance, _invited(member))
        try:
            self._members.add(member, announcement, once)
        except ReplayError as done:
            return self._members.get(scene.firm, MemberId(done.made[0]))
        return member

    def resend(self, caller: Caller, member: MemberId, once: Once | None) -> Member:
        """Send a new link to a member who has not come in; the old one is dead."""
        firm = caller.identity.firm
        asked = [keys.member(firm, member), *([idempotency_key(firm, once.key)] if once else [])]
        scene = self._directory.gate(caller.identity, also=asked)
        inviter = scene.demand_admin()
        if keys.member(firm, member) not in scene.items:
            raise NotFoundError
        invitee = Member.model_validate(scene.items[keys.member(firm, member)])
        now = self._clock()
        try:
            recall(scene.items, firm, once, now)
            demand_above(inviter, invitee)
            if invitee.has_come_in:
                raise AlreadyActiveError
            if invitee.state is not MemberState.INVITED:
                raise WrongStateError("The member is deactivated.")
            invitee.invitation.demand_resendable(now, scene.policy.invitation_max_resends)
            invitation = issue(
                self._tokens, firm, member, invitee.invitation, now=now, policy=scene.policy, by=inviter.name
            )
            invitee = invitee.model_copy(update={"invitation": invitation})
            announcement = Announcement.of(now, inviter.actor, caller.provenance, _resent(invitee))
            return self._invitees.save(invitee, announcement=announcement, once=once)
        except ReplayError:
            return self._members.get(firm, member)


def _invited(member: Member) -> MemberInvited:
    return MemberInvited(
        firm=member.firm,
        object=_ref("member", member.id),
        member=member.id,
        role=member.role.value,
        generation=member.invitation.generation,
        expires_at=member.invitation.deadline,
        member_name=member.name,
        email=member.email,
    )


def _resent(member: Member) -> MemberInvitationResent:
    return MemberInvitationResent(
        firm=member.firm,
        object=_ref("member", member.id),
        member=member.id,
        generation=member.invitation.generation,
        expires_at=member.invitation.deadline,
        member_name=member.name,
        email=member.email,
    )


def _ref(kind: str, identifier: str) -> ObjectRef:
    return ObjectRef(kind=kind, id=identifier)
