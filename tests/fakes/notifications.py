"""The storage of the room notifications and a mailer, in memory.

The same tests hold the storage and the real one to one behaviour.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from functions.notifications import keys
from functions.notifications.model.inbox import AlreadyToldError, InboxItem, ItemState, MarkedMeanwhileError
from shared.directory import AccountRecord, FirmRecord, MemberRecord
from shared.directory import keys as directory
from shared.domain.ids import AccountId, FirmId, MemberId
from shared.mail.letter import Mail
from shared.mail.mailer import MailRefusedError, Outcome
from shared.table.actions import Item
from shared.table.query import Page
from tests.fakes.tenancy import MemoryTable


class FakeInboxes:
    """Inboxes in memory, in the table the gate reads."""

    def __init__(self, table: MemoryTable) -> None:
        self.table = table
        self.meanwhile: list[ItemState] = []

    def add(self, new: InboxItem) -> None:
        key = keys.item(new.firm, new.member, new.id)
        if key in self.table.items:
            raise AlreadyToldError
        self.table.items[key] = new.model_dump()

    def mark(self, seen: InboxItem, state: ItemState, now: datetime) -> InboxItem:
        key = keys.item(seen.firm, seen.member, seen.id)
        if self.meanwhile:
            self.table.items[key] = seen.marked(self.meanwhile.pop()).model_dump()
        standing = InboxItem.model_validate(self.table.items[key])
        if standing.state is not seen.state:
            raise MarkedMeanwhileError(standing)
        self.table.items[key] = seen.marked(state).model_dump()
        return seen.marked(state)

    def list(
        self, firm: FirmId, member: MemberId, state: ItemState | None, *, limit: int, cursor: str | None
    ) -> Page[InboxItem]:
        """List all at once: whoever wants pages wants the real one."""
        assert cursor is None
        shown = {state} if state else {ItemState.UNREAD, ItemState.READ}
        mine = [each for each in self.all() if (each.firm, each.member) == (firm, member) and each.state in shown]
        return Page(tuple(sorted(mine, key=lambda each: each.at, reverse=True)[:limit]))

    def all(self) -> Sequence[InboxItem]:
        return [InboxItem.model_validate(each) for key, each in self.table.items.items() if key.sk.startswith("E#")]


class FakeAudience:
    """Tenancy in memory."""

    def __init__(self, table: MemoryTable) -> None:
        self.table = table

    def firm(self, firm: FirmId) -> FirmRecord | None:
        tenant = self.table.items.get(directory.firm(firm))
        return FirmRecord.model_validate(tenant) if tenant else None

    def find(self, firm: FirmId, account: AccountId) -> tuple[FirmRecord | None, AccountRecord | None]:
        tenant = self.table.items.get(directory.firm(firm))
        client = self.table.items.get(directory.account(firm, account))
        return (
            FirmRecord.model_validate(tenant) if tenant else None,
            AccountRecord.model_validate(client) if client else None,
        )

    def colleague(self, firm: FirmId, member: MemberId) -> tuple[FirmRecord | None, MemberRecord | None]:
        tenant = self.table.items.get(directory.firm(firm))
        standing = self.table.items.get(directory.member(firm, member))
        return (
            FirmRecord.model_validate(tenant) if tenant else None,
            MemberRecord.model_validate(standing) if standing else None,
        )

    def members(self, firm: FirmId, members: Collection[MemberId]) -> tuple[MemberRecord, ...]:
        found: dict[Any, Item] = self.table.batch_get([directory.member(firm, each) for each in members])
        return tuple(map(MemberRecord.model_validate, found.values()))


class FakeMailer:
    """Sends each mail id once, and refuses whom it is told to refuse."""

    def __init__(self) -> None:
        self.sent: dict[str, Mail] = {}
        self.refuses: set[str] = set()

    def deliver(self, firm: FirmId, mail_id: str, mail: Mail) -> Outcome:
        if mail.to in self.refuses:
            raise MailRefusedError
        self.sent.setdefault(mail_id, mail)
        return Outcome.SENT

    def to(self, address: str) -> Mail:
        (found,) = [each for each in self.sent.values() if each.to == address]
        return found
