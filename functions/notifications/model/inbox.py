"""A member's inbox, and who follows what."""

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NewType, Self

from shared.directory import AccountRecord, FirmRecord, MemberRecord, MemberState
from shared.domain.entities import Entity, Rewritten
from shared.domain.errors import NotFoundError
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId

ItemId = NewType("ItemId", str)

# A ULID and its place among the events announced with it.
_ITEM = re.compile(r"itm_[0-7][0-9A-HJKMNP-TV-Z]{25}-\d{2}")


def item_id(event: str) -> ItemId:
    """Name the one item of an event in each inbox."""
    return ItemId(f"itm_{event}")


def known_item(text: str) -> ItemId:
    """Read an id that came from outside; NotFoundError when it has not the form of one."""
    if _ITEM.fullmatch(text) is None:
        raise NotFoundError
    return ItemId(text)


class ItemState(StrEnum):
    UNREAD = "unread"
    READ = "read"
    ARCHIVED = "archived"


class ItemKind(StrEnum):
    """What an item tells of."""

    CLIENT_SIGNED_UP = "client.signed_up"
    PORTAL_ACCESS_REQUESTED = "portal_access.requested"
    INVITATION_BOUNCED = "invitation.bounced"
    MEMBER_INVITATION_BOUNCED = "member.invitation_bounced"
    JOB_FINISHED = "job.finished"
    OWNERSHIP_OFFERED = "firm.ownership_offered"
    OWNERSHIP_ACCEPTED = "firm.ownership_accepted"
    OWNERSHIP_DECLINED = "firm.ownership_declined"
    OWNERSHIP_WITHDRAWN = "firm.ownership_withdrawn"
    DOCUMENT_UPLOADED = "document.uploaded"
    UPLOAD_DONE_SIGNALLED = "upload.done_signalled"
    UPLOAD_REJECTED = "upload.rejected"
    UPLOAD_HELD = "upload.held"
    DOCUMENT_THREAT_FOUND = "document.threat_found"
    DOCUMENT_APPROVED = "document.approved"
    DOCUMENT_DISAPPROVED = "document.disapproved"
    LINK_OPENED = "link.opened"
    LINK_USED = "link.used"
    LINK_REFUSED = "link.refused"
    LINK_EXPIRED = "link.expired"
    LINK_SUSPENDED = "link.suspended"
    LINK_TAKEN_OVER = "link.taken_over"
    LINK_RENEWAL_REQUESTED = "link.renewal_requested"


class AccountMention(Entity):
    """The account an item leads to, by the name it had then."""

    id: AccountId
    name: str


class Notice(Entity):
    """What there is to tell, before it is known to whom; what it leads to is named, where there is something."""

    kind: ItemKind
    params: dict[str, str]
    account: AccountMention | None = None
    person: PersonId | None = None
    job: str | None = None
    document: str | None = None
    folder: str | None = None
    link: str | None = None


class InboxItem(Notice, Rewritten):
    """One notice to one member.

    It tells of one event, or of what was done in one go: then of `count` events since it was last read, the newest of
    them `event`, at `at`.
    """

    firm: FirmId
    member: MemberId
    id: ItemId
    at: datetime
    state: ItemState = ItemState.UNREAD
    count: int = 1
    event: str | None = None

    def marked(self, state: ItemState) -> Self:
        return self.model_copy(update={"state": state})


class AlreadyToldError(Exception):
    """The member's inbox holds this notice."""


class MarkedMeanwhileError(Exception):
    """Somebody marked the item since it was read; `standing` is how it stands now."""

    def __init__(self, standing: InboxItem) -> None:
        super().__init__(standing.id)
        self.standing = standing


def unread_moved(before: InboxItem, after: InboxItem) -> int:
    """Tell by how much a mark moves the count of the unread."""
    return int(after.state is ItemState.UNREAD) - int(before.state is ItemState.UNREAD)


def concerned(account: AccountRecord) -> frozenset[MemberId]:
    """Name who would follow an account if they were all active."""
    return frozenset({account.tested_by}) if account.tested_by else account.assigned


def followers(account: AccountRecord, firm: FirmRecord, members: Iterable[MemberRecord]) -> tuple[MemberRecord, ...]:
    """Name who follows an account out of the members read: the active among its assigned, else the owner.

    A test account is followed by the member who set it up.
    """
    active = [each for each in members if each.state is MemberState.ACTIVE]
    following = concerned(account)
    assigned = tuple(each for each in active if each.id in following)
    return assigned or tuple(each for each in active if each.id == firm.owner)
