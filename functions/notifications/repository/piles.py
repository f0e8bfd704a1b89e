"""Between piles and their items: what was told, and the letters that wait."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from functions.notifications import keys
from functions.notifications.model.inbox import InboxItem, ItemState
from functions.notifications.model.piles import (
    Letter,
    MovedMeanwhileError,
    PileId,
    Receiver,
    Standing,
    ToldAlreadyError,
)
from functions.notifications.repository.inboxes import counted, entry
from shared import timers
from shared.domain.ids import FirmId
from shared.table import schema
from shared.table.actions import Action, Item, body, clear, create, delete, item, replace
from shared.table.keys import Key
from shared.table.table import Table

TIMER = "letter"
# Longer than the outbox holds what could be sent once more.
TOLD_KEPT_FOR = timedelta(days=90)


class PileRepository:
    """Writes INBOX_ITEM and INBOX_COUNT with TOLD and LETTER."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, firm: FirmId, to: Receiver, pile: PileId, told: tuple[str, str], shown: Key | None) -> Standing:
        """Read what stands of a pile, `shown` being its place in an inbox; ToldAlreadyError when it holds the event."""
        wanted = keys.told(firm, to, *told), keys.letter(firm, to, pile)
        found = self._table.batch_get((*wanted, *([shown] if shown else [])))
        if wanted[0] in found:
            raise ToldAlreadyError
        item, letter = found.get(shown) if shown else None, found.get(wanted[1])
        return Standing(
            InboxItem.model_validate(item) if item else None,
            Letter.model_validate(letter) if letter else None,
        )

    def add(
        self,
        told: tuple[FirmId, Receiver, str, str],
        seen: Standing,
        item: InboxItem | None,
        letter: Letter | None,
        now: datetime,
    ) -> None:
        """Note that one was told, with the item and the letter as the pile leaves them; either may be left out.

        ToldAlreadyError when the event is in the pile; MovedMeanwhileError when item or letter is not as it was seen.
        """
        firm, to, event, kind = told
        ttl = int((now + TOLD_KEPT_FOR).timestamp())
        note = _item_told(firm, to, event, kind, ttl)
        actions: list[Action] = [create(note, taken=ToldAlreadyError)]
        if item:
            actions.append(_grow(seen.item, item))
            if seen.item is None or seen.item.state is not ItemState.UNREAD:
                actions.append(counted(item, by=1))
        if letter:
            new = _letter(letter)
            actions.append(
                replace(new, seen=seen.letter.v, stale=MovedMeanwhileError)
                if seen.letter
                else create(new, taken=MovedMeanwhileError)
            )
        self._table.transact(*actions)

    def due(self, now: datetime) -> Iterator[Letter]:
        """Yield the letters whose time has come, those on their way included."""
        return timers.standing(self._table, TIMER, now, Letter.model_validate)

    def seal(self, seen: Letter, now: datetime) -> Letter:
        """Close a letter as it was seen; MovedMeanwhileError when something went into it since, or it is closed."""
        sealed = seen.sealed(now)
        self._table.transact(
            delete(_place(seen), when="#v = :seen", values={":seen": seen.v}, failed=MovedMeanwhileError),
            create(_letter(sealed), taken=MovedMeanwhileError),
        )
        return sealed

    def remove(self, letter: Letter) -> None:
        """Take away a sealed letter that went, or that nobody is to get any more."""
        self._table.transact(clear(_place(letter), schema.LETTER))


def _item_told(firm: FirmId, to: Receiver, event: str, kind: str, ttl: int) -> Item:
    return item(keys.told(firm, to, event, kind), schema.TOLD, ttl=ttl)


def _grow(seen: InboxItem | None, after: InboxItem) -> Action:
    new = entry(after)
    if seen is None:
        return create(new, taken=MovedMeanwhileError)
    was = body(seen)
    values = {":state": was["state"], ":count": was["count"], ":event": was["event"]}
    condition = "#state = :state AND #count = :count AND #event = :event"
    return Action("Put", Key(new["pk"], new["sk"]), condition, MovedMeanwhileError, item=new, values=values)


def _letter(of: Letter) -> Item:
    waits_as = f"{of.pile}-{of.to}"
    return item(_place(of), schema.LETTER, **timers.timer(of.firm, TIMER, of.sends_at, waits_as), **body(of))


def _place(of: Letter) -> Key:
    if of.is_sealed:
        return keys.sealed_letter(of.firm, of.to, of.pile, of.first)
    return keys.letter(of.firm, of.to, of.pile)
