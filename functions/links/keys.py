"""Where links stand is the kernel's to say: this room keeps no items of its own."""

from shared.capability.keys import (
    RECIPIENTS,
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

__all__ = [
    "RECIPIENTS",
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
