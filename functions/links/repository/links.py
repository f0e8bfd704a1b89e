"""Links and their recipients, read and changed for the team."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from functions.links import keys
from functions.links.model.planned import Due
from shared.capability import changes
from shared.capability.actions import mint
from shared.capability.model import MOST_RECIPIENTS, Link, Recipient
from shared.directory import AccountRecord, AccountStatus
from shared.directory import keys as directory_keys
from shared.domain.clock import stamp
from shared.domain.errors import NotFoundError, WrongStateError
from shared.domain.events import Announcement
from shared.domain.ids import AccountId, FirmId, LinkId, MemberId
from shared.domain.principals import Member, Right
from shared.published import keys as published
from shared.published.people import TieRecord
from shared.table.actions import Action, Item, check
from shared.table.idempotency import Once, remember
from shared.table.keys import Key, plan
from shared.table.outbox import outbox
from shared.table.query import MAX_PAGE, Page, Query
from shared.table.table import Fitting, Table


class LinkRepository:
    """Changes LINK and LINK_RECIPIENT by the kernel's own actions."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def look(self, places: Iterable[Key]) -> Mapping[Key, Item]:
        """Read in one request what a decision is about."""
        return self._table.batch_get(places)

    def add(
        self, link: Link, recipients: Sequence[Recipient], by: Member, announcement: Announcement, once: Once | None
    ) -> None:
        """Make a link: 4 + k actions. WrongStateError, or NotFoundError, when the account was closed meanwhile."""
        actions = [*mint(link, *recipients), _account_open_to(link, by), outbox(announcement)]
        if once:
            actions.append(remember(link.firm, once, announcement.at, link.id))
        self._table.transact(*actions)

    def whole(self, firm: FirmId, link: LinkId) -> tuple[Link, tuple[Recipient, ...]]:
        """Read a link with its recipients in one request; NotFoundError when there is no such link."""
        head = keys.link(firm, link)
        places = [keys.recipient(firm, link, n) for n in range(1, MOST_RECIPIENTS + 1)]
        found = self._table.batch_get([head, *places])
        if head not in found:
            raise NotFoundError
        standing = (found[each] for each in places if each in found)
        return Link.model_validate(found[head]), tuple(map(Recipient.model_validate, standing))

    def recipients(self, firm: FirmId, link: LinkId) -> tuple[Recipient, ...]:
        """Read whom a link is for, in their order; NotFoundError when there is no such link."""
        found = self._table.stretch(Query(keys.parts(firm, link), begins=keys.RECIPIENTS), MAX_PAGE).items
        if not found:
            raise NotFoundError
        return tuple(map(Recipient.model_validate, found))

    def recipient(self, firm: FirmId, link: LinkId, n: int) -> Recipient:
        standing = self._table.get(keys.recipient(firm, link, n))
        if standing is None:
            raise NotFoundError
        return Recipient.model_validate(standing)

    def list(
        self,
        firm: FirmId,
        account: AccountId | None,
        *,
        limit: int,
        cursor: str | None,
        narrowed: str,
        fitting: Fitting,
    ) -> Page[Link]:
        """List links of the firm, or of one account, newest first."""
        query = (
            Query(keys.links(firm), index="g2", forward=False, narrowed=narrowed)
            if account is None
            else Query(keys.links_of_account(firm, account), index="g1", forward=False, narrowed=narrowed)
        )
        page = self._table.page(query, limit=limit, cursor=cursor, fitting=fitting)
        return Page(tuple(map(Link.model_validate, page.items)), page.next)

    def history(self, firm: FirmId, link: LinkId) -> tuple[Item, ...]:
        """Read the newest 100 openings and uses of a link, newest first."""
        query = Query(keys.history(firm, link), index="g1", forward=False)
        return self._table.stretch(query, MAX_PAGE).items

    def ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[TieRecord]:
        """List whom the account's e-mails belong to."""
        query = Query(published.ties(firm, account), begins=published.TIES)
        page = self._table.page(query, limit=limit, cursor=cursor)
        return Page(tuple(map(TieRecord.model_validate, page.items)), page.next)

    def planned(
        self, firm: FirmId, until: datetime, *, limit: int, cursor: str | None, most_accounts: int
    ) -> Page[Due]:
        """List the timers of links in the firm's plan, the soonest first; what else is planned is left out."""

        def fitting(items: Sequence[Item]) -> int:
            seen: set[str] = set()
            for held, each in enumerate(items):
                seen |= {each["account"]} if _is_links(firm, each) else set()
                if len(seen) > most_accounts:
                    return held
            return len(items)

        query = Query(plan(firm), index="g3", until=f"{stamp(until)}~")
        page = self._table.page(query, limit=limit, cursor=cursor, fitting=fitting)
        due = (
            Due(Key(each["pk"], each["sk"]), AccountId(each["account"])) for each in page.items if _is_links(firm, each)
        )
        return Page(tuple(due), page.next)

    def extend(self, link: Link, pairs: Sequence[tuple[Recipient, Recipient]], announcement: Announcement) -> None:
        extended = (changes.extended(before, after) for before, after in pairs)
        self._change([*extended, changes.edited(link)], announcement)

    def raise_uses(self, link: Link, before: Recipient, after: Recipient, announcement: Announcement) -> None:
        self._change([changes.raised(before, after), changes.edited(link)], announcement)

    def resend(self, before: Recipient, after: Recipient, announcement: Announcement, once: Once | None) -> None:
        self._change([changes.resent(before, after, announcement.at)], announcement, once)

    def decline(self, recipient: Recipient, announcement: Announcement) -> None:
        self._change([changes.renewal_declined(recipient)], announcement)

    def note_reading(self, recipient: Recipient, announcement: Announcement) -> None:
        """Announce that the address of the present generation is read."""
        self._change([changes.as_sent(recipient)], announcement)

    def revoke(self, recipient: Recipient, announcement: Announcement) -> None:
        self._change([changes.revoked(recipient, announcement.at)], announcement)

    def revoke_whole(self, link: Link, announcement: Announcement) -> None:
        self._change([changes.revoked_whole(link, announcement.at)], announcement)

    def hand_over(self, link: Link, to: MemberId, name: str, announcement: Announcement) -> None:
        self._change(changes.handed_over(link, to, name), announcement)

    def tell_suspension(self, link: Link, announcement: Announcement) -> None:
        self._change([changes.suspension_told(link)], announcement)

    def end_suspension(self, link: Link) -> None:
        self._table.transact(changes.suspension_over(link))

    def _change(self, actions: Sequence[Action], announcement: Announcement, once: Once | None = None) -> None:
        told = [outbox(announcement)]
        if once:
            told.append(remember(announcement.firm, once, announcement.at))
        self._table.transact(*actions, *told)


def _is_links(firm: FirmId, timed: Item) -> bool:
    """Tell a link's timer from others in the plan of the firm by where it stands."""
    return str(timed["pk"]).startswith(keys.every_link(firm))


def _account_open_to(link: Link, by: Member) -> Action:
    """Demand that the account is active still and, of whoever sees not all, that it is theirs."""

    def failed(standing: Item | None) -> Exception:
        if standing is None or not AccountRecord.model_validate(standing).is_visible_to(by):
            return NotFoundError()
        return WrongStateError("The account is not active.")

    place, active = directory_keys.account(link.firm, link.account), {":active": AccountStatus.ACTIVE.value}
    if by.has(Right.VIEW_ALL_ACCOUNTS):
        return check(place, when="#status = :active", values=active, failed=failed)
    mine = {**active, ":member": by.id}
    return check(place, when="#status = :active AND contains(#assigned, :member)", values=mine, failed=failed)
