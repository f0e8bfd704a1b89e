"""Where this room's items stand. Those of tenancy are spelled in shared.directory.keys."""

from functions.notifications.model.inbox import ItemId, ItemState
from functions.notifications.model.piles import PileId, Receiver
from shared.directory.keys import account, firm, member, person
from shared.domain.ids import FirmId, MemberId, bare
from shared.published.keys import TIES, folder, tie, ties
from shared.table.keys import Key, within

__all__ = ["TIES", "account", "firm", "folder", "member", "person", "tie", "ties"]


def item(of: FirmId, member: MemberId, item: ItemId) -> Key:
    return Key(_inbox(of, member), f"E#{bare(item)}")


def count(of: FirmId, member: MemberId) -> Key:
    return Key(_inbox(of, member), "COUNT")


def items_in_state(of: FirmId, member: MemberId, state: ItemState) -> str:
    return within(of, "M", bare(member), "IN", state)


def items_not_archived(of: FirmId, member: MemberId) -> str:
    """What an inbox shows of itself: unread and read together."""
    return within(of, "M", bare(member), "IN", "open")


def told(of: FirmId, to: Receiver, event: str, kind: str) -> Key:
    """That somebody was told of an event: it goes into a pile once."""
    return Key(_telling(of, to), f"EVENT#{event}#{kind}")


def letter(of: FirmId, to: Receiver, pile: PileId) -> Key:
    """The letter of a pile that still waits."""
    return Key(_telling(of, to), f"LETTER#{pile}")


def sealed_letter(of: FirmId, to: Receiver, pile: PileId, first: str) -> Key:
    """A letter of a pile that is on its way; the next may wait beside it."""
    return Key(_telling(of, to), f"LETTER#{pile}#{first}")


def _telling(of: FirmId, to: Receiver) -> str:
    whose = "M" if to.startswith("mem_") else "E"
    return within(of, whose, bare(to), "TOLD")


def _inbox(of: FirmId, member: MemberId) -> str:
    return within(of, "M", bare(member), "IN")
