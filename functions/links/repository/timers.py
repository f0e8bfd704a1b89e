"""The timers of links, and what is told when they are due."""

from collections.abc import Iterator
from datetime import datetime

from functions.links import keys
from functions.links.model.planned import Waiting
from shared import timers
from shared.capability import changes
from shared.capability.items import TIMER
from shared.capability.model import REFUSALS, LinkState, Recipient
from shared.directory import AccountStatus
from shared.directory import keys as directory
from shared.domain.errors import NotFoundError
from shared.domain.events import Announcement
from shared.table.actions import Action, Item, check
from shared.table.outbox import outbox
from shared.table.table import Table


class TimerRepository:
    """Changes LINK_RECIPIENT on the condition that its timer is the one that was found."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def due(self, now: datetime) -> Iterator[Waiting]:
        """Yield those whose timers were due by `now`, as `timers.standing` does."""
        return timers.standing(self._table, TIMER, now, _read)

    def tell_warning(self, of: Waiting, announcement: Announcement) -> None:
        warned = changes.warned(of.recipient, of.due_at)
        self._table.transact(warned, *_stands(of.recipient), outbox(announcement))

    def tell_expiry(self, of: Waiting, announcement: Announcement) -> None:
        over = changes.retimed(of.recipient, None, of.due_at)
        self._table.transact(over, *_stands(of.recipient), outbox(announcement))

    def retime(self, of: Waiting, at: datetime | None) -> None:
        """Let it wait for what it should have waited for, or for nothing."""
        self._table.transact(changes.retimed(of.recipient, at, of.due_at))


def _read(item: Item) -> Waiting:
    return Waiting(Recipient.model_validate(item), str(item.get("due_at", "~")))


def _stands(of: Recipient) -> tuple[Action, Action]:
    """Demand that the link is not revoked for all, and its account open."""
    revoked, suspended = REFUSALS[LinkState.REVOKED], REFUSALS[LinkState.SUSPENDED]
    return (
        check(
            keys.link(of.firm, of.link),
            when="attribute_exists(#pk) AND attribute_not_exists(#revoked_at)",
            failed=lambda found: revoked() if found else NotFoundError(),
        ),
        check(
            directory.account(of.firm, of.account),
            when="#status = :active",
            values={":active": AccountStatus.ACTIVE.value},
            failed=suspended,
        ),
    )
