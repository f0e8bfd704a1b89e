"""Anchors: heads of chains as they were put where nobody can change them, each named by what it holds.

So one list tells all of them, and none is ever written over by another.
"""

import re
from datetime import date
from typing import Self

from functions.activity.model.entries import Head
from shared.domain.entities import Entity
from shared.domain.ids import FirmId, bare

_HELD = re.compile(r"(\d{12})([A-Za-z0-9_-]{43})\.json$")


class Anchor(Entity):
    """How many entries had arrived, and the hash of the last of them."""

    seq: int
    hash: str

    @classmethod
    def read(cls, name: str) -> Self | None:
        """Read it out of its name; None for what is no anchor."""
        held = _HELD.search(name)
        return cls(seq=int(held[1]), hash=held[2]) if held else None


def folder(of: FirmId) -> str:
    """Tell where a firm's anchors lie in their bucket."""
    return f"{bare(of)}/"


def name(of: Head, day: date) -> str:
    """Name the anchor of a head."""
    return f"{folder(of.firm)}{day.isoformat()}/{of.seq:012}{of.hash}.json"
