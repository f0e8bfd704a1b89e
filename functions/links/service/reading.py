"""Links are looked at: one, those of an account or the firm, those that run out next, and whom to send one to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from functions.links import keys
from functions.links.model.overview import Overview
from functions.links.model.planned import Due, Planned
from shared.capability import targets
from shared.capability.items import due_at
from shared.capability.model import Link, LinkKind, LinkState, Recipient
from shared.directory import AccountRecord, AccountStatus, Directory, MemberRecord, Scene
from shared.directory import keys as directory
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError
from shared.domain.ids import AccountId, FirmId, LinkId, MemberId, email_digest
from shared.domain.principals import Caller
from shared.mail.suppression import place as mark_on
from shared.published.people import TieRecord
from shared.table.actions import Item
from shared.table.keys import Key
from shared.table.query import Page

# One request reads a page's recipients, targets, senders and accounts together with who asks and the policy.
_MOST_READ = 98


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; None leaves all of it."""

    kind: LinkKind | None = None
    creator: MemberId | None = None
    state: LinkState | None = None

    def admits(self, link: Link) -> bool:
        """Tell whether the head alone lets it in."""
        return self.kind in {None, link.kind} and self.creator in {None, link.creator}


class Links(Protocol):
    """What this service asks of storage."""

    def recipients(self, firm: FirmId, link: LinkId) -> tuple[Recipient, ...]: ...
    def history(self, firm: FirmId, link: LinkId) -> tuple[Item, ...]: ...
    def list(
        self,
        firm: FirmId,
        account: AccountId | None,
        *,
        limit: int,
        cursor: str | None,
        narrowed: str,
        fitting: Callable[[Sequence[Item]], int],
    ) -> Page[Link]: ...
    def planned(
        self, firm: FirmId, until: datetime, *, limit: int, cursor: str | None, most_accounts: int
    ) -> Page[Due]: ...
    def ties(self, firm: FirmId, account: AccountId, *, limit: int, cursor: str | None) -> Page[TieRecord]: ...


class ReadingService:
    """What members see of links: those of accounts they have access to. State is computed as it is shown."""

    def __init__(self, links: Links, directory: Directory, clock: Clock) -> None:
        self._links = links
        self._directory = directory
        self._clock = clock

    def get(self, caller: Caller, link: LinkId) -> tuple[Overview, Sequence[Item]]:
        """Give a link whole, with its targets, the marks on its addresses, and the newest 100 of what was done."""
        firm = caller.identity.firm
        recipients = self._links.recipients(firm, link)
        marks = [mark_on(firm, email_digest(firm, each.email)) for each in recipients if each.email]
        scene = self._directory.gate(
            caller.identity, account=recipients[0].account, also=[*around(recipients[0]), *marks]
        )
        return overview_of(scene, recipients), self._links.history(firm, link)

    def list(
        self, caller: Caller, account: AccountId | None, wanted: Wanted, *, limit: int, cursor: str | None
    ) -> Page[Overview]:
        """List links newest first; the heads first, then in one request who asks and all that their states depend on.

        What the member may not see or does not want is left out, so a page may be short while its cursor leads on.
        """
        firm = caller.identity.firm
        page = self._links.list(
            firm,
            account,
            limit=limit,
            cursor=cursor,
            narrowed=repr(wanted),
            fitting=lambda items: _fitting(items, wanted),
        )
        heads = [each for each in page.items if wanted.admits(each)]
        also = dict.fromkeys(place for each in heads for place in _places(each))
        scene = self._directory.gate(caller.identity, account=account, also=also)
        now = self._clock()
        seen = (_overview(scene, each) for each in heads)
        kept = tuple(each for each in seen if each is not None and _is_wanted(each, wanted.state, now))
        return Page(kept, page.next)

    def expiring(self, caller: Caller, *, days: int, limit: int, cursor: str | None) -> Page[Planned]:
        """List whose links run out, or will be warned of, within so many days; the soonest first."""
        firm, now = caller.identity.firm, self._clock()
        most = _MOST_READ // 2
        page = self._links.planned(
            firm, now + timedelta(days=days), limit=min(limit, most), cursor=cursor, most_accounts=most
        )
        accounts = {each.account: directory.account(firm, each.account) for each in page.items}
        scene = self._directory.gate(caller.identity, also=[*(each.place for each in page.items), *accounts.values()])
        planned = (_planned(scene, each, accounts[each.account]) for each in page.items)
        return Page(tuple(each for each in planned if each is not None), page.next)

    def proposed(self, caller: Caller, account: AccountId, *, limit: int, cursor: str | None) -> Page[TieRecord]:
        """List whom to send something of an account to: its contacts who want to be told."""
        self._directory.gate(caller.identity, account=account)
        page = self._links.ties(caller.identity.firm, account, limit=limit, cursor=cursor)
        return Page(tuple(each for each in page.items if each.notify), page.next)


def around(of: Link | Recipient) -> list[Key]:
    """Name what the state of a link depends on besides its account: head, sender, targets."""
    link = of.id if isinstance(of, Link) else of.link
    return [keys.link(of.firm, link), directory.member(of.firm, of.creator), *targets.keys_of(of)]


def overview_of(scene: Scene, recipients: Sequence[Recipient]) -> Overview:
    """Put together what the gate saw of a link; NotFoundError without its head."""
    first = recipients[0]
    head, creator = keys.link(first.firm, first.link), directory.member(first.firm, first.creator)
    if head not in scene.items or scene.account is None:
        raise NotFoundError
    return Overview(
        Link.model_validate(scene.items[head]),
        tuple(recipients),
        scene.account,
        _member(scene.items, creator),
        scene.items,
    )


def _places(of: Link) -> list[Key]:
    recipients = [keys.recipient(of.firm, of.id, n) for n in range(1, of.recipients + 1)]
    sender = directory.member(of.firm, of.creator)
    return [*recipients, sender, directory.account(of.firm, of.account), *targets.keys_of(of)]


def _fitting(items: Sequence[Item], wanted: Wanted) -> int:
    """Tell how many of these links can be read whole in one request, one at least."""
    places: set[Key] = set()
    for held, item in enumerate(items):
        link = Link.model_validate(item)
        places |= set(_places(link)) if wanted.admits(link) else set()
        if len(places) > _MOST_READ and held:
            return held
    return len(items)


def _overview(scene: Scene, link: Link) -> Overview | None:
    """Put together what the gate saw of a link of a list; None when it is none of the member's."""
    account = scene.items.get(directory.account(link.firm, link.account))
    recipients = [scene.items.get(keys.recipient(link.firm, link.id, n)) for n in range(1, link.recipients + 1)]
    standing = tuple(Recipient.model_validate(each) for each in recipients if each is not None)
    if account is None or not standing:
        return None
    record = AccountRecord.model_validate(account)
    if not record.is_visible_to(scene.member):
        return None
    creator = _member(scene.items, directory.member(link.firm, link.creator))
    return Overview(link, standing, record, creator, scene.items)


def _is_wanted(of: Overview, state: LinkState | None, now: datetime) -> bool:
    return state is None or any(of.state_of(each, now) is state for each in of.recipients)


def _planned(scene: Scene, due: Due, account: Key) -> Planned | None:
    """Put together what comes next to a link; None when nothing does, or it is none of the member's."""
    if due.place not in scene.items or account not in scene.items:
        return None
    record = AccountRecord.model_validate(scene.items[account])
    if not record.is_visible_to(scene.member):
        return None
    recipient = Recipient.model_validate(scene.items[due.place])
    at = due_at(recipient)
    is_told = record.status is AccountStatus.ACTIVE and not recipient.is_spent
    return Planned(at, recipient, record) if at and is_told else None


def _member(items: Mapping[Key, Item], place: Key) -> MemberRecord | None:
    return MemberRecord.model_validate(items[place]) if place in items else None
