"""What a member has sent out and what is out of an account, and to whom it may pass."""

from collections.abc import Iterable, Mapping

from functions.links import keys
from functions.links.repository.links import LinkRepository
from shared.capability import changes
from shared.capability.model import Link
from shared.directory import AccountRecord, FirmRecord, MemberRecord
from shared.directory import keys as directory
from shared.directory.following import ended_in, still_there
from shared.domain.ids import AccountId, FirmId, LinkId, MemberId
from shared.table.query import Page, Query

# As many links as can be read with their accounts and whoever it is about in one request.
_TOGETHER = 45


class HandoverRepository(LinkRepository):
    """Finds the links of one sender or one account, and changes them as its parent does."""

    def sent_by(self, firm: FirmId, member: MemberId, cursor: str | None) -> Page[Link]:
        """List the links a member answers for, some recipients at a time; one of many may come twice."""
        query = Query(keys.links_by(firm, member), index="g1")
        page = self._table.page(query, limit=_TOGETHER, cursor=cursor)
        places = dict.fromkeys(keys.link(firm, LinkId(each["link"])) for each in page.items)
        found = self._table.batch_get(places) if places else {}
        return Page(tuple(Link.model_validate(found[each]) for each in places if each in found), page.next)

    def of_account(self, firm: FirmId, account: AccountId, cursor: str | None) -> Page[Link]:
        """List the links of an account as they stand, some at a time; what has gone from it meanwhile is left out."""
        query = Query(keys.links_of_account(firm, account), index="g1")
        page = self._table.page(query, limit=_TOGETHER, cursor=cursor)
        places = [keys.link(firm, LinkId(each["id"])) for each in page.items]
        found = self._table.batch_get(places) if places else {}
        standing = (Link.model_validate(found[each]) for each in places if each in found)
        return Page(tuple(each for each in standing if each.account == account), page.next)

    def destination(self, firm: FirmId, into: AccountId) -> AccountId | None:
        """Name the account it went into in the end; None when that is erased."""
        return ended_in(self._table, firm, into)

    def move_along(self, link: Link, to: AccountId) -> None:
        """Give a link to another account; StaleVersionError when it went before, or that account is gone itself."""
        recipients = self.recipients(link.firm, link.id)
        self._table.transact(*changes.moved_along(link, recipients, to), still_there(link.firm, to))

    def standing(
        self, firm: FirmId, member: MemberId, accounts: Iterable[AccountId]
    ) -> tuple[FirmRecord | None, MemberRecord | None, Mapping[AccountId, AccountRecord]]:
        """Read in one request the firm, the member, and these accounts, as far as they are there."""
        tenant, sender = directory.firm(firm), directory.member(firm, member)
        places = {each: directory.account(firm, each) for each in accounts}
        found = self._table.batch_get([tenant, sender, *places.values()])
        return (
            FirmRecord.model_validate(found[tenant]) if tenant in found else None,
            MemberRecord.model_validate(found[sender]) if sender in found else None,
            {each: AccountRecord.model_validate(found[place]) for each, place in places.items() if place in found},
        )

    def members(self, firm: FirmId, members: Iterable[MemberId]) -> Mapping[MemberId, MemberRecord]:
        """Read up to 100 members together."""
        places = {each: directory.member(firm, each) for each in members}
        found = self._table.batch_get(places.values())
        return {each: MemberRecord.model_validate(found[place]) for each, place in places.items() if place in found}
