"""What a member does with their own inbox."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.notifications import keys
from functions.notifications.model.inbox import InboxItem, ItemId, ItemState, MarkedMeanwhileError
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.domain.errors import NotFoundError, UnavailableError
from shared.domain.ids import FirmId, MemberId
from shared.domain.principals import Caller
from shared.table.query import Page
from shared.table.retries import attempts


class Inboxes(Protocol):
    """Where items are marked and listed."""

    def mark(self, seen: InboxItem, state: ItemState, now: datetime) -> InboxItem: ...
    def list(
        self, firm: FirmId, member: MemberId, state: ItemState | None, *, limit: int, cursor: str | None
    ) -> Page[InboxItem]: ...


@dataclass(frozen=True)
class Inbox:
    """A page of an inbox, and how much of all of it is unread."""

    page: Page[InboxItem]
    unread: int


class InboxService:
    """Each member has one inbox and sees no other."""

    def __init__(
        self,
        inboxes: Inboxes,
        directory: Directory,
        clock: Clock,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._inboxes = inboxes
        self._directory = directory
        self._clock = clock
        self._sleep = sleep

    def list(self, caller: Caller, state: ItemState | None, *, limit: int, cursor: str | None) -> Inbox:
        count = keys.count(caller.identity.firm, MemberId(caller.identity.id))
        scene = self._directory.gate(caller.identity, also=[count])
        page = self._inboxes.list(scene.firm, scene.member.id, state, limit=limit, cursor=cursor)
        counted = scene.items.get(count)
        return Inbox(page, counted["unread"] if counted else 0)

    def mark(self, caller: Caller, item: ItemId, state: ItemState) -> InboxItem:
        """Bring one's own item into a state, whatever it was in; NotFoundError when it is not in this inbox.

        A mark names no version: the last one wins, and the same mark again changes nothing.
        """
        key = keys.item(caller.identity.firm, MemberId(caller.identity.id), item)
        scene = self._directory.gate(caller.identity, also=[key])
        found = scene.items.get(key)
        if found is None:
            raise NotFoundError
        standing = InboxItem.model_validate(found)
        for _ in attempts(self._sleep):
            if standing.state is state:
                return standing
            try:
                return self._inboxes.mark(standing, state, self._clock())
            except MarkedMeanwhileError as moved:
                standing = moved.standing
        raise UnavailableError
