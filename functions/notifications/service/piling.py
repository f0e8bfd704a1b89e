"""Telling one by one what piles up: an item that moves up, and a letter that waits a little for what else there is."""

import time
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol

from functions.notifications import keys
from functions.notifications.model.inbox import InboxItem
from functions.notifications.model.piles import (
    LETTER_WAITS_FOR,
    Letter,
    MovedMeanwhileError,
    News,
    PileId,
    Receiver,
    Standing,
    ToldAlreadyError,
    grown,
    joined,
)
from shared.domain.clock import Clock
from shared.domain.events import Envelope
from shared.domain.ids import FirmId, MemberId
from shared.domain.principals import ActorKind
from shared.published.people import Topic
from shared.table.keys import Key
from shared.table.retries import attempts


class Piles(Protocol):
    """Where what was told is kept."""

    def find(self, firm: FirmId, to: Receiver, pile: PileId, told: tuple[str, str], shown: Key | None) -> Standing: ...
    def add(
        self,
        told: tuple[FirmId, Receiver, str, str],
        seen: Standing,
        item: InboxItem | None,
        letter: Letter | None,
        now: datetime,
    ) -> None: ...


class Piling:
    """Puts news where those they concern find them, once each, whatever comes twice, at once or out of order."""

    def __init__(self, piles: Piles, clock: Clock, sleep: Callable[[float], None] = time.sleep) -> None:
        self._piles = piles
        self._clock = clock
        self._sleep = sleep

    def show(
        self,
        envelope: Envelope,
        news: News,
        members: Collection[MemberId],
        zone: str,
        *,
        writes: bool = True,
        is_owed: bool = False,
    ) -> None:
        """Tell members, in inbox and by mail; `writes` off is in the inbox alone.

        Nobody hears of their own doing, unless they are owed what became of it.
        """
        pile = news.pile(envelope.occurred_at, zone)
        for member in members:
            if is_owed or member != envelope.actor.id:
                item = news.item(member, envelope, pile)
                letter = self._letter(envelope, news, member, pile) if writes else None
                self._tell((envelope.event.firm, member, envelope.id, news.kind), pile, item, letter)

    def write(
        self, envelope: Envelope, news: News, receivers: Collection[Receiver], zone: str, topic: Topic | None
    ) -> None:
        """Tell clients, by mail, of a topic, or of what they are owed when it is None."""
        pile = news.pile(envelope.occurred_at, zone)
        by = envelope.actor.id if envelope.actor.kind is ActorKind.MEMBER else None
        for each in receivers:
            if topic is None or each != envelope.actor.id:
                letter = self._letter(envelope, news, each, pile).model_copy(update={"topic": topic, "by": by})
                self._tell((envelope.event.firm, each, envelope.id, news.kind), pile, None, letter)

    def _letter(self, envelope: Envelope, news: News, to: Receiver, pile: PileId) -> Letter:
        return Letter(
            firm=envelope.event.firm,
            to=to,
            kind=news.kind,
            pile=pile,
            account=news.account.id if news.account else None,
            params=news.params,
            link=news.link,
            first=envelope.id,
            event=envelope.id,
            sends_at=self._clock() + LETTER_WAITS_FOR,
        )

    def _tell(
        self, told: tuple[FirmId, Receiver, str, str], pile: PileId, item: InboxItem | None, letter: Letter | None
    ) -> None:
        """Add to the pile of one; UnavailableError when others keep adding first, then it may be told again."""
        firm, to, event, kind = told
        shown = keys.item(firm, item.member, item.id) if item else None
        for _ in attempts(self._sleep):
            try:
                seen = self._piles.find(firm, to, pile, (event, kind), shown)
                self._piles.add(
                    told,
                    seen,
                    grown(seen.item, item) if seen.item and item else item,
                    joined(seen.letter, letter) if seen.letter and letter else letter,
                    self._clock(),
                )
            except ToldAlreadyError:
                return
            except MovedMeanwhileError:
                continue
            return
