"""Anchors: heads of chains where nobody can change them, an object each that says in its name what it holds."""

import json
from collections.abc import Iterator
from typing import Protocol

from functions.activity.model import anchors as model
from functions.activity.model.anchors import Anchor
from functions.activity.model.entries import Head
from shared.domain.clock import Clock, stamp
from shared.domain.ids import FirmId


class Objects(Protocol):
    """The bucket."""

    def put(self, key: str, body: bytes, content_type: str) -> None: ...
    def names(self, prefix: str) -> Iterator[str]: ...


class AnchorRepository:
    """Writes anchors, and reads them; one that was written is never written over, for it says the same."""

    def __init__(self, objects: Objects, clock: Clock) -> None:
        self._objects = objects
        self._clock = clock

    def drop(self, head: Head) -> None:
        """Put a head where it stays."""
        now = self._clock()
        said = {"firm": head.firm, "seq": head.seq, "hash": head.hash, "at": stamp(now)}
        body = json.dumps(said, separators=(",", ":")).encode()
        self._objects.put(model.name(head, now.date()), body, "application/json")

    def of(self, firm: FirmId) -> list[Anchor]:
        """Give all there are, in the order of what they hold; what else lies there is passed over."""
        read = map(Anchor.read, self._objects.names(model.folder(firm)))
        return sorted((each for each in read if each is not None), key=lambda each: (each.seq, each.hash))
