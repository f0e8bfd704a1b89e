"""Where links stand is the kernel's to say: of its own this room keeps no more than what is left to do."""

from shared.capability.keys import (
    PASSES,
    RECIPIENTS,
    USES,
    VISITS,
    every_link,
    history,
    link,
    links,
    links_by,
    links_of_account,
    links_to,
    links_to_address,
    parts,
    recipient,
)
from shared.domain.ids import AccountId, FirmId, bare
from shared.table.keys import Key, within

__all__ = [
    "PASSES",
    "RECIPIENTS",
    "USES",
    "VISITS",
    "every_link",
    "history",
    "link",
    "links",
    "links_by",
    "links_of_account",
    "links_to",
    "links_to_address",
    "parts",
    "recipient",
]


def erasing(of: FirmId, account: AccountId) -> Key:
    """What is left to do of all that was let out of an account, while it goes for good."""
    return Key(within(of, "A", bare(account)), "LINKS#ERASING")
