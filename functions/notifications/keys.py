"""Where this room's items stand. Those of tenancy are spelled in shared.directory.keys."""

from functions.notifications.model import ItemId, ItemState
from shared.directory.keys import account, firm, member
from shared.domain.ids import FirmId, MemberId, bare
from shared.table.keys import Key, within

__all__ = ["account", "firm", "member"]


def item(of: FirmId, member: MemberId, item: ItemId) -> Key:
    return Key(_inbox(of, member), f"E#{bare(item)}")


def count(of: FirmId, member: MemberId) -> Key:
    return Key(_inbox(of, member), "COUNT")


def items_in_state(of: FirmId, member: MemberId, state: ItemState) -> str:
    return within(of, "M", bare(member), "IN", state)


def items_not_archived(of: FirmId, member: MemberId) -> str:
    """What an inbox shows of itself: unread and read together."""
    return within(of, "M", bare(member), "IN", "open")


def _inbox(of: FirmId, member: MemberId) -> str:
    return within(of, "M", bare(member), "IN")
