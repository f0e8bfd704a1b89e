"""The account for guests is the owner's to follow, whoever that is."""

from typing import Protocol

from functions.invite.model.entities import Account
from shared.domain.clock import Clock
from shared.domain.errors import WrongStateError
from shared.domain.events import Announcement, Envelope, ObjectRef
from shared.domain.events.invite.accounts import AccountMemberAssigned
from shared.domain.events.invite.members import FirmOwnershipAccepted
from shared.domain.ids import FirmId, MemberId
from shared.domain.principals import SYSTEM, Provenance, Source


class Accounts(Protocol):
    """Where the account for guests is found."""

    def find_guests(self, firm: FirmId) -> Account | None: ...


class Assignments(Protocol):
    """Where a member is assigned."""

    def add(self, account: Account, member: MemberId, announcement: Announcement) -> Account: ...


class GuestService:
    """Lets the account for guests follow the firm when it is handed over."""

    def __init__(self, accounts: Accounts, assignments: Assignments, clock: Clock) -> None:
        self._accounts = accounts
        self._assignments = assignments
        self._clock = clock

    def follow(self, envelope: Envelope) -> None:
        """Assign the new owner. Who was assigned before stays so; without an account, or twice, nothing is done."""
        event = envelope.event
        if not isinstance(event, FirmOwnershipAccepted):
            return
        account = self._accounts.find_guests(event.firm)
        if account is None or event.member in account.assigned:
            return
        told = AccountMemberAssigned(
            firm=event.firm,
            account=account.id,
            object=ObjectRef(kind="account", id=account.id),
            member=event.member,
            member_name=event.member_name,
        )
        provenance = Provenance(correlation_id=envelope.provenance.correlation_id, source=Source.AUTOMATION)
        try:
            self._assignments.add(account, event.member, Announcement.of(self._clock(), SYSTEM, provenance, told))
        except WrongStateError:
            return  # the account is put away, or the owner is no more; whoever restores it assigns whom they wish
