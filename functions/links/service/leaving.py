"""Members leave, or may no longer do what their links let others do: what they sent goes on, or waits for somebody."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Protocol

from functions.links.model.overview import may_answer, successors
from functions.links.service import events
from shared.capability.model import Link, LinkKind
from shared.directory import AccountRecord, FirmRecord, MemberRecord, MemberState
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement, Envelope, Event
from shared.domain.ids import AccountId, FirmId, MemberId
from shared.domain.principals import SYSTEM, Provenance, Source
from shared.table.query import Page, every


class Links(Protocol):
    """What this service asks of storage."""

    def sent_by(self, firm: FirmId, member: MemberId, cursor: str | None) -> Page[Link]: ...
    def standing(
        self, firm: FirmId, member: MemberId, accounts: Iterable[AccountId]
    ) -> tuple[FirmRecord | None, MemberRecord | None, Mapping[AccountId, AccountRecord]]: ...
    def of_account(self, firm: FirmId, account: AccountId, cursor: str | None) -> Page[Link]: ...
    def destination(self, firm: FirmId, into: AccountId) -> AccountId | None: ...
    def move_along(self, link: Link, to: AccountId) -> None: ...
    def members(self, firm: FirmId, members: Iterable[MemberId]) -> Mapping[MemberId, MemberRecord]: ...
    def hand_over(self, link: Link, to: MemberId, name: str, announcement: Announcement) -> None: ...
    def tell_suspension(self, link: Link, announcement: Announcement) -> None: ...
    def end_suspension(self, link: Link) -> None: ...


class Erasing(Protocol):
    """What takes the links of an account away for good."""

    def begin(self, firm: FirmId, account: AccountId) -> None: ...


class LeavingService:
    """Settles a member's links by how things stand, not by what the event says: late, doubled or in any order alike.

    What they shared is suspended in that same moment whether anybody hears of it or not; this only tells. All else
    passes to the account's first follower, the owner else, and goes on.
    """

    def __init__(self, links: Links, erasing: Erasing, clock: Clock) -> None:
        self._links = links
        self._erasing = erasing
        self._clock = clock

    def settle(self, envelope: Envelope, member: MemberId) -> None:
        firm = envelope.event.firm
        told = Provenance(correlation_id=envelope.provenance.correlation_id, source=Source.AUTOMATION)
        for page in every(lambda cursor: self._links.sent_by(firm, member, cursor)):
            mine = [each for each in page.items if each.creator == member and each.revoked_at is None]
            house, sender, accounts = self._links.standing(firm, member, {each.account for each in mine})
            if house is None:
                return
            heirs = _Heirs(self._links.members, house)
            for link in mine:
                if link.account in accounts:
                    with suppress(StaleVersionError):  # somebody took it over, or revoked it, meanwhile
                        self._one(link, accounts[link.account], sender, heirs, told)

    def move_along(self, envelope: Envelope, account: AccountId, into: AccountId) -> None:
        """Let the links of an account go on under the one it went into; until then they are suspended with it.

        Whether their senders answer for them there is settled first: a link that has not moved is found again. Those
        of one that went into an account that is erased by now go for good, as that one's do.
        """
        firm = envelope.event.firm
        to = self._links.destination(firm, into)
        if to is None:
            self._erasing.begin(firm, account)
            return
        told = Provenance(correlation_id=envelope.provenance.correlation_id, source=Source.AUTOMATION)
        for page in every(lambda cursor: self._links.of_account(firm, account, cursor)):
            for link in page.items:
                house, sender, accounts = self._links.standing(firm, link.creator, {to})
                if house is None or to not in accounts:
                    raise StaleVersionError  # it went on itself since it was read
                if link.revoked_at is None:
                    coming, heirs = link.model_copy(update={"account": to}), _Heirs(self._links.members, house)
                    with suppress(StaleVersionError):  # somebody revoked it, or took it over, meanwhile
                        self._one(coming, accounts[to], sender, heirs, told)
                self._links.move_along(link, to)

    def _one(
        self, link: Link, account: AccountRecord, sender: MemberRecord | None, heirs: "_Heirs", told: Provenance
    ) -> None:
        if may_answer(sender, account, link.kind):
            if link.suspended_for is not None:
                self._links.end_suspension(link)
        elif link.kind is LinkKind.SHARE:
            if link.suspended_for is None:
                self._links.tell_suspension(link, self._announced(told, events.suspended(link)))
        else:
            heir = heirs.of(account, link.creator)
            if heir is not None:
                passed = self._announced(told, events.taken_over(link, heir.id, heir.name))
                self._links.hand_over(link, heir.id, heir.name, passed)

    def _announced(self, told: Provenance, event: Event) -> Announcement:
        return Announcement.of(self._clock(), SYSTEM, told, event)


class _Heirs:
    """Who comes to answer for the links of an account; asked once for each."""

    def __init__(
        self, read: Callable[[FirmId, Iterable[MemberId]], Mapping[MemberId, MemberRecord]], house: FirmRecord
    ) -> None:
        self._read = read
        self._house = house
        self._known: dict[AccountId, list[MemberRecord]] = {}

    def of(self, account: AccountRecord, leaving: MemberId) -> MemberRecord | None:
        """Give the first of those who are there; who leaves, or may it no longer, is none of them."""
        if account.id not in self._known:
            names = successors(account, self._house.owner)
            members = self._read(self._house.id, names)
            here = (members[each] for each in names if each in members)
            self._known[account.id] = [each for each in here if each.state is MemberState.ACTIVE]
        return next((each for each in self._known[account.id] if each.id != leaving), None)
