"""The firm is offered by its owner to one member, who takes it or not. At every moment exactly one member owns it."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from functions.invite import keys
from functions.invite.model.entities import MAX_ASSIGNED, Account, Firm, OwnershipOffer
from functions.invite.model.refusals import OwnershipOfferedError
from functions.invite.service.assigning import words_of
from shared.directory import AccountStatus, Directory, MemberRecord, MemberState, Scene
from shared.domain.clock import Clock
from shared.domain.errors import NotAllowedError, NotFoundError, StaleVersionError, UnavailableError, WrongStateError
from shared.domain.events import Announcement, Event, ObjectRef
from shared.domain.events.invite.accounts import AccountMemberAssigned
from shared.domain.events.invite.members import (
    FirmOwnershipAccepted,
    FirmOwnershipDeclined,
    FirmOwnershipOffered,
    FirmOwnershipWithdrawn,
    MemberRoleChanged,
)
from shared.domain.ids import AccountId, FirmId, MemberId
from shared.domain.principals import Caller, Member, Role
from shared.table.actions import Item
from shared.table.idempotency import Once, ReplayError, recall
from shared.table.keys import Key
from shared.table.keys import idempotency as idempotency_key
from shared.table.retries import attempts


class Firms(Protocol):
    """What this service asks of storage."""

    def get(self, firm: FirmId) -> Firm: ...
    def offer(self, firm: Firm, to: OwnershipOffer, announcement: Announcement, once: Once | None) -> Firm: ...
    def end_offer(self, firm: Firm, announcement: Announcement, once: Once | None) -> Firm: ...
    def hand_over(
        self, firm: Firm, announcement: Announcement, once: Once | None, *, guests: Account | None
    ) -> Firm: ...


class Accounts(Protocol):
    """Where the account for guests is read."""

    def get(self, firm: FirmId, account: AccountId) -> Account: ...


class OwnershipService:
    """Handing the firm over takes two: the owner offers it, and the member it is offered to accepts."""

    def __init__(
        self,
        firms: Firms,
        accounts: Accounts,
        directory: Directory,
        clock: Clock,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._firms = firms
        self._accounts = accounts
        self._directory = directory
        self._clock = clock
        self._sleep = sleep

    def offer(self, caller: Caller, member: MemberId, once: Once | None) -> Firm:
        """Offer the firm to an active member. Only the owner may; offering it again to the same one changes nothing.

        OwnershipOfferedError while it is offered to another.
        """
        to = keys.member(caller.identity.firm, member)
        scene, firm = self._enter(caller, once, to)
        _demand_owner(scene)
        if to not in scene.items:
            raise NotFoundError
        colleague = MemberRecord.model_validate(scene.items[to])
        try:
            recall(scene.items, firm.id, once, self._clock())
            if colleague.id == firm.owner or colleague.state is not MemberState.ACTIVE:
                raise WrongStateError("The firm is offered to an active member other than its owner.")
            if firm.offer is not None and firm.offer.member == member:
                return firm
            if firm.offer is not None:
                raise OwnershipOfferedError
            offer = OwnershipOffer(
                member=member, member_name=colleague.name, by_name=scene.member.name, at=self._clock()
            )
            told = self._announce(scene, caller, FirmOwnershipOffered(**_words(firm, offer)))
            return self._firms.offer(firm, offer, told, once)
        except ReplayError:
            return self._firms.get(firm.id)

    def withdraw(self, caller: Caller) -> Firm:
        """Take the offer back; without one nothing changes. Only the owner may."""
        for _ in attempts(self._sleep):
            scene, firm = self._enter(caller, None)
            _demand_owner(scene)
            if firm.offer is None:
                return firm
            told = self._announce(scene, caller, withdrawn(firm, firm.offer))
            try:
                return self._firms.end_offer(firm, told, None)
            except StaleVersionError:
                continue
        raise UnavailableError

    def decline(self, caller: Caller, once: Once | None) -> Firm:
        """Refuse the firm; NotFoundError for whoever it is not offered to."""
        for _ in attempts(self._sleep):
            scene, firm = self._enter(caller, once)
            try:
                offer = self._mine(scene, firm, once)
                told = self._announce(scene, caller, FirmOwnershipDeclined(**_words(firm, offer)))
                return self._firms.end_offer(firm, told, once)
            except StaleVersionError:
                continue
            except ReplayError:
                return self._firms.get(firm.id)
        raise UnavailableError

    def accept(self, caller: Caller, once: Once | None) -> Firm:
        """Take the firm over: it, both roles and the word of it in one transaction, while the offer stands.

        Who owned it is an admin from then on, and the account for guests follows its owner. NotFoundError for whoever
        it is not offered to.
        """
        held = keys.guest_account(caller.identity.firm)
        for _ in attempts(self._sleep):
            scene, firm = self._enter(caller, once, held)
            me = scene.member
            try:
                offer = self._mine(scene, firm, once)
                guests = self._guests_of(scene, scene.items.get(held))
                events = (
                    FirmOwnershipAccepted(**_words(firm, offer)),
                    role_changed(firm.id, me.id, me.name, me.role, Role.OWNER),
                    role_changed(firm.id, firm.owner, offer.by_name, Role.OWNER, Role.ADMIN),
                    *_given(guests, me),
                )
                return self._firms.hand_over(firm, self._announce(scene, caller, *events), once, guests=guests)
            except StaleVersionError:
                continue
            except ReplayError:
                return self._firms.get(firm.id)
        raise UnavailableError

    def _enter(self, caller: Caller, once: Once | None, *also: Key) -> tuple[Scene, Firm]:
        tenant = keys.firm(caller.identity.firm)
        remembered = [idempotency_key(caller.identity.firm, once.key)] if once else []
        scene = self._directory.gate(caller.identity, also=[tenant, *remembered, *also])
        return scene, Firm.model_validate(scene.items[tenant])

    def _mine(self, scene: Scene, firm: Firm, once: Once | None) -> OwnershipOffer:
        recall(scene.items, firm.id, once, self._clock())
        if firm.offer is None or firm.offer.member != scene.member.id:
            raise NotFoundError
        return firm.offer

    def _guests_of(self, scene: Scene, held: Item | None) -> Account | None:
        """Give the account for guests if the member is assigned to it, or can be."""
        guests = self._accounts.get(scene.firm, AccountId(held["account"])) if held else None
        if guests is None or scene.member.id in guests.assigned:
            return guests
        has_room = guests.status is AccountStatus.ACTIVE and len(guests.assigned) < MAX_ASSIGNED
        return guests if has_room else None

    def _announce(self, scene: Scene, caller: Caller, *events: Event) -> Announcement:
        return Announcement.of(self._clock(), scene.member.actor, caller.provenance, *events)


def _given(guests: Account | None, to: Member) -> Sequence[Event]:
    is_new = guests is not None and to.id not in guests.assigned
    return [AccountMemberAssigned(**words_of(guests, to.id, to.name))] if guests and is_new else []


def withdrawn(firm: Firm, offer: OwnershipOffer) -> FirmOwnershipWithdrawn:
    return FirmOwnershipWithdrawn(**_words(firm, offer))


def role_changed(firm: FirmId, member: MemberId, name: str, before: Role, after: Role) -> MemberRoleChanged:
    return MemberRoleChanged(
        firm=firm,
        object=ObjectRef(kind="member", id=member),
        member=member,
        before=before.value,
        after=after.value,
        member_name=name,
    )


def _demand_owner(scene: Scene) -> None:
    if scene.member.role is not Role.OWNER:
        raise NotAllowedError


def _words(firm: Firm, offer: OwnershipOffer) -> dict[str, Any]:
    """Give what every event of an offer says."""
    return {
        "firm": firm.id,
        "object": ObjectRef(kind="firm", id=firm.id),
        "owner": firm.owner,
        "member": offer.member,
        "owner_name": offer.by_name,
        "member_name": offer.member_name,
    }
