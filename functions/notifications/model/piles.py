"""What is told together: of what is done in one go there is one item in an inbox, moved up, and one letter.

Ten files dropped one after the other are ten events. They pile up by what they are, of which account, about whom or
what, and on which day of the firm's; so a pile comes out the same in whatever order and however often they arrive.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType, Self
from zoneinfo import ZoneInfo

from functions.notifications.model.inbox import AccountMention, InboxItem, ItemId, ItemKind, ItemState, Notice
from shared.capability.model import Instant
from shared.directory import (
    AccountRecord,
    AccountStatus,
    FirmRecord,
    MemberRecord,
    MemberState,
    PersonRecord,
    PersonState,
)
from shared.domain.entities import Entity, Rewritten
from shared.domain.events import Envelope
from shared.domain.ids import AccountId, FirmId, MemberId, PersonId, digest
from shared.published.people import TieRecord, Topic

PileId = NewType("PileId", str)

# Long enough for a handful of files, short enough for whoever waits for them.
LETTER_WAITS_FOR = timedelta(minutes=2)

type Receiver = MemberId | PersonId


class LetterKind(StrEnum):
    """What a client is written to about."""

    DOCUMENTS_SHARED = "documents.shared"
    APPROVAL_REQUESTED = "approval.requested"
    FILES_REJECTED = "files.rejected"


class ToldAlreadyError(Exception):
    """This one was told of this event, whatever became of it."""


class MovedMeanwhileError(Exception):
    """The pile, the item or the letter is not as it was read: somebody joined or marked it."""


class News(Entity):
    """What there is to tell of one event, to whomever; `about` is what it is piled up by, besides kind and account."""

    kind: ItemKind | LetterKind
    about: str
    params: dict[str, str]
    account: AccountMention | None = None
    document: str | None = None
    folder: str | None = None
    link: str | None = None

    def pile(self, at: datetime, zone: str) -> PileId:
        """Name the pile it belongs to."""
        day = at.astimezone(ZoneInfo(zone)).date().isoformat()
        return PileId(digest("pile", self.kind, self.account.id if self.account else "", self.about, day))

    def item(self, to: MemberId, envelope: Envelope, pile: PileId) -> InboxItem:
        """Make the item a pile begins with."""
        notice = Notice(**{**dict(self), "kind": ItemKind(self.kind)})
        return InboxItem(
            **dict(notice),
            firm=envelope.event.firm,
            member=to,
            id=ItemId(f"itm_{pile}-00"),
            at=envelope.occurred_at,
            event=envelope.id,
        )


class Letter(Rewritten):
    """A letter that waits for what else will be told in it. Sealed, nothing more goes in, and it is on its way.

    `first` is the event it began with, `event` the newest; `topic` is what a client must want to hear of;
    None is what they are owed. Whoever answers a client's writes to the member `by`.
    """

    firm: FirmId
    to: Receiver
    kind: ItemKind | LetterKind
    pile: PileId
    account: AccountId | None = None
    topic: Topic | None = None
    params: dict[str, str]
    link: str | None = None
    by: MemberId | None = None
    count: int = 1
    first: str
    event: str
    sends_at: Instant
    is_sealed: bool = False
    v: int = 1

    @property
    def mail_id(self) -> str:
        """Name the mail: no other letter of this kind to this receiver begins with this event."""
        return f"{self.first}#{self.to}#{self.kind}"

    def sealed(self, now: datetime) -> Self:
        """Close it; from here on it is due until it went."""
        return self.model_copy(update={"is_sealed": True, "sends_at": now, "v": self.v + 1})


class Reader(Entity):
    """Whom a letter goes to, and what it is about, as they are when it goes."""

    firm: FirmRecord | None = None
    account: AccountRecord | None = None
    member: MemberRecord | None = None
    person: PersonRecord | None = None
    tie: TieRecord | None = None
    sender: MemberRecord | None = None

    @property
    def reply_to(self) -> str | None:
        """Name the mailbox that takes answers: the sender's, while they are in."""
        is_in = self.sender is not None and self.sender.state is MemberState.ACTIVE
        return self.sender.email if self.sender and is_in else None

    def may_read(self, letter: Letter) -> bool:
        """Tell whether it still goes to them.

        A member must be in and see the account; of the account's people whoever has an invitation or came in, is not
        kept out of a closed account and wants to hear of it. What became of their own doing is told all the same.
        """
        if self.member:
            is_open = self.account is None or self.account.is_visible_to(self.member.principal())
            return self.member.state is MemberState.ACTIVE and is_open
        if self.person is None or self.tie is None or self.account is None:
            return False
        return (
            self.account.status is AccountStatus.ACTIVE
            and self.person.state is not PersonState.GRANTED
            and self.account.id in self.person.accounts
            and (letter.topic is None or self.tie.hears_of(letter.topic))
        )


@dataclass(frozen=True)
class Standing:
    """What there is of a pile: its item in an inbox and the letter that waits."""

    item: InboxItem | None = None
    letter: Letter | None = None


def grown(item: InboxItem, by: InboxItem) -> InboxItem:
    """Add what else happened: what was read or put away is unread and counts anew; what comes late moves nothing up."""
    newer = (by.at, by.event or "") > (item.at, item.event or "")
    told = item.model_copy(update=dict(Notice(**dict(by))) | {"at": by.at, "event": by.event}) if newer else item
    is_unread = item.state is ItemState.UNREAD
    return told.model_copy(update={"state": ItemState.UNREAD, "count": item.count + 1 if is_unread else 1})


def joined(letter: Letter, by: Letter) -> Letter:
    """Put into a letter that waits what another would say."""
    told = (
        letter.model_copy(update={"params": by.params, "event": by.event, "by": by.by})
        if by.event > letter.event
        else letter
    )
    return told.model_copy(update={"count": letter.count + 1, "v": letter.v + 1})
