"""Openings of links: the kernel's actions in transactions of this room."""

from collections.abc import Iterable
from datetime import datetime

from shared.capability import opening
from shared.capability.actions import admit, standing
from shared.capability.gate import LinkScene
from shared.capability.model import Pass, Recipient
from shared.domain.events import Announcement
from shared.domain.ids import FirmId
from shared.limits import Limiter, Tally
from shared.table.idempotency import Once, remember
from shared.table.outbox import outbox
from shared.table.table import Table


class OpeningRepository:
    """Writes what holders of links do; each try is counted in the transaction of what it does."""

    def __init__(self, table: Table, limiter: Limiter) -> None:
        self._table = table
        self._limiter = limiter

    def open(
        self,
        scene: LinkScene,
        new: Pass,
        proof: str,
        now: datetime,
        *,
        by_code: bool,
        tallies: Iterable[Tally],
        announcement: Announcement,
    ) -> None:
        self._table.transact(
            opening.opened(scene.recipient, now, by_code=by_code),
            standing(scene.link),
            admit(new, proof),
            *self._limiter.counting(new.firm, tallies),
            outbox(announcement),
        )

    def miss(
        self, of: Recipient, now: datetime, *, tallies: Iterable[Tally], announcement: Announcement | None
    ) -> None:
        self._table.transact(
            opening.mistyped(of, now),
            *self._limiter.counting(of.firm, tallies),
            *([outbox(announcement)] if announcement else []),
        )

    def refuse(self, firm: FirmId, *, tallies: Iterable[Tally], announcement: Announcement) -> None:
        self._table.transact(*self._limiter.counting(firm, tallies), outbox(announcement))

    def ask_code(
        self,
        scene: LinkScene,
        now: datetime,
        once: Once | None,
        *,
        tallies: Iterable[Tally],
        announcement: Announcement,
    ) -> None:
        firm = scene.recipient.firm
        self._table.transact(
            opening.code_asked(scene.recipient, now),
            standing(scene.link),
            *self._limiter.counting(firm, tallies),
            outbox(announcement),
            *([remember(firm, once, now)] if once else []),
        )

    def ask_renewal(
        self, scene: LinkScene, now: datetime, *, tallies: Iterable[Tally], announcement: Announcement
    ) -> None:
        self._table.transact(
            opening.renewal_asked(scene.recipient, now),
            standing(scene.link),
            *self._limiter.counting(scene.recipient.firm, tallies),
            outbox(announcement),
        )
