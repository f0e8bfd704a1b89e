"""Firms and their members."""

from functions.invite import keys
from functions.invite.model.entities import Firm, Member
from functions.invite.model.refusals import MemberExistsError, SlugTakenError
from functions.invite.repository import firms, items
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement
from shared.domain.ids import FirmId, MemberId
from shared.table.actions import create, replace
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.query import Page, Query
from shared.table.table import Table


class MemberRepository:
    """Writes FIRM and MEMBER."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def found(self, firm: Firm, owner: Member, announcement: Announcement) -> None:
        """Write a firm with its owner; SlugTakenError when a firm stands under this slug."""
        self._table.transact(
            create(items.firm(firm), taken=SlugTakenError), create(items.member(owner)), outbox(announcement)
        )

    def firm(self, firm: FirmId) -> Firm:
        standing = self._table.get(keys.firm(firm))
        if standing is None:
            raise NotFoundError
        return Firm.model_validate(standing)

    def get(self, firm: FirmId, member: MemberId) -> Member:
        found = self.find(firm, member)
        if found is None:
            raise NotFoundError
        return found

    def find(self, firm: FirmId, member: MemberId) -> Member | None:
        standing = self._table.get(keys.member(firm, member))
        return Member.model_validate(standing) if standing else None

    def list(self, firm: FirmId, *, limit: int, cursor: str | None) -> Page[Member]:
        page = self._table.page(Query(keys.members(firm), index="g1"), limit=limit, cursor=cursor)
        return Page(tuple(map(Member.model_validate, page.items)), page.next)

    def save(self, member: Member, announcement: Announcement) -> Member:
        """Write the next version over the one that was read; StaleVersionError when another write came between."""
        saved = member.model_copy(update={"v": member.v + 1})
        self._table.transact(replace(items.member(saved), seen=member.v), outbox(announcement))
        return saved

    def shut_out(self, member: Member, announcement: Announcement, *, ends_offer: bool) -> Member:
        """Write a member who is deactivated; an offer of the firm to them ends with it, as `ends_offer` saw it.

        StaleVersionError when another write came between, to the member or to the offer.
        """
        saved = member.model_copy(update={"v": member.v + 1})
        self._table.transact(
            replace(items.member(saved), seen=member.v),
            firms.end_offer(member.firm, member.id) if ends_offer else firms.not_offered(member.firm, member.id),
            outbox(announcement),
        )
        return saved

    def add(self, member: Member, announcement: Announcement, once: Once | None) -> None:
        """Write a new member; MemberExistsError when the e-mail has one already."""
        actions = [create(items.member(member), taken=MemberExistsError), outbox(announcement)]
        if once:
            actions.append(remember(member.firm, once, announcement.at, member.id))
        self._table.transact(*actions)
