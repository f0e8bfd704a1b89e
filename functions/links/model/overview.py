"""A link as the team sees it: whole, with what its state depends on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.capability import targets
from shared.capability.gate import may_share
from shared.capability.model import Link, LinkKind, LinkState, Recipient
from shared.directory import AccountRecord, AccountStatus, MemberRecord, MemberState
from shared.domain.ids import MemberId
from shared.domain.principals import Right
from shared.table.actions import Item
from shared.table.keys import Key

# Who may do something to a link: whoever has the right for what it opens.
RIGHTS: Mapping[LinkKind, Right] = {each: each.right for each in LinkKind}
# The state that stands for a link is that of whoever can still do most with it.
_FROM_MOST = (
    LinkState.ACTIVE,
    LinkState.EXHAUSTED,
    LinkState.EXPIRED,
    LinkState.SUSPENDED,
    LinkState.COMPLETED,
    LinkState.REVOKED,
)

# One request reads them together with the owner.
_MOST_HEIRS = 99


@dataclass(frozen=True)
class Overview:
    """`items` holds what was read along, by key: targets, and marks on addresses where they were asked for."""

    link: Link
    recipients: tuple[Recipient, ...]
    account: AccountRecord
    creator: MemberRecord | None
    items: Mapping[Key, Item] = field(default_factory=dict)

    @property
    def is_unanswered(self) -> bool:
        """Whether nobody who may share what was shared answers for it any more."""
        return self.link.kind is LinkKind.SHARE and not may_share(self.creator, self.account)

    @property
    def is_suspended(self) -> bool:
        is_closed = self.account.status is not AccountStatus.ACTIVE
        return is_closed or self.is_unanswered or targets.are_gone(self.link, self.items)

    def state_of(self, recipient: Recipient, now: datetime) -> LinkState:
        is_revoked = self.link.revoked_at is not None
        return recipient.state(now, is_revoked=is_revoked, is_suspended=self.is_suspended)

    def state(self, now: datetime) -> LinkState:
        """Tell the state of the one recipient who can still do most."""
        return min((self.state_of(each, now) for each in self.recipients), key=_FROM_MOST.index)

    def recipient(self, n: int) -> Recipient:
        return next(each for each in self.recipients if each.n == n)


def may_answer(member: MemberRecord | None, account: AccountRecord, kind: LinkKind) -> bool:
    """Tell whether a member can answer for a link of the kind: active, with access and the right for it."""
    if member is None or member.state is not MemberState.ACTIVE:
        return False
    principal = member.principal()
    return account.is_open_to(principal) and principal.has(RIGHTS[kind])


def successors(account: AccountRecord, owner: MemberId) -> tuple[MemberId, ...]:
    """Name who may come to answer for an account's links: its followers in the order of their ids, then the owner."""
    return (*sorted(account.assigned - {owner})[:_MOST_HEIRS], owner)
