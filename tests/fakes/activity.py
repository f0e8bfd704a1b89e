"""The chain of the room activity in memory. The same tests hold it and the real one to one behaviour."""

from collections.abc import Callable, Sequence

from functions.activity.model.entries import Entry, Head, OutOfStepError
from shared.domain.ids import FirmId


class FakeChain:
    """Keeps entries in order; `rivals` come before the next ones, one each time."""

    def __init__(self, entries: dict[str, Entry] | None = None) -> None:
        self.entries: dict[str, Entry] = {} if entries is None else entries
        self.appends = 0
        self.rivals: list[Callable[[], None]] = []

    def head(self, firm: FirmId) -> Head:
        mine = [each for each in self.entries.values() if each.firm == firm]
        return max(mine, key=lambda each: each.seq).head if mine else Head(firm=firm)

    def append(self, seen: Head, entries: Sequence[Entry]) -> None:
        self.appends += 1
        if self.rivals:
            self.rivals.pop()()
        known = frozenset(each.id for each in entries if each.id in self.entries)
        if known or seen != self.head(seen.firm):
            raise OutOfStepError(known)
        assert len(entries) < 100, "a transaction takes 100 actions, the head's among them"
        self.entries.update({each.id: each for each in entries})
