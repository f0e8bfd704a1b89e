"""Whether what stands is what was recorded: what is looked at of each entry, and what is told of the first that is not.

Entries lie in months, by the time of what happened; they hold on to one another in the order they arrived in. So what
is looked at of each is put down in a line, lines are brought into that order, and the order is walked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, Self

from functions.activity.model.anchors import Anchor
from functions.activity.model.entries import Entry, Facts, Head, Record
from shared.domain.entities import Entity
from shared.domain.events import registry

# What was announced stands in the outbox for thirty days; a day less, so that none of them is gone already.
COMPARED_FOR = timedelta(days=29)
# What was announced so long ago has been recorded, or is missing.
RECORDED_WITHIN = timedelta(hours=1)

# So many entries at one place of the order are told apart; one is right.
_MOST_AT_ONE_PLACE = 3
_LAST_PLACE = 10**12 - 1


class Wrong(StrEnum):
    """What is wrong with the first entry of which something is."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    ADDED = "added"
    REWRITTEN = "rewritten"
    CUT = "cut"
    HEAD = "head"


class Finding(Entity):
    """The first place in the order of arrival at which something is wrong; `since` is from where on it may be.

    `entry` is the id of what stands there, or of what should: None for what was removed and can't be named.
    """

    wrong: Wrong
    seq: int | None = None
    since: int | None = None
    entry: str | None = None


class Mark(StrEnum):
    """What was found of an entry by looking at it alone, or at what was announced."""

    WHOLE = "."
    CHANGED = "C"
    UNANNOUNCED = "U"


@dataclass(frozen=True)
class Line:
    """What is kept of an entry that was looked at. All are spelled equally long."""

    seq: int
    prev: str
    hash: str
    id: str
    mark: Mark = Mark.WHOLE

    def spelled(self) -> bytes:
        text = f"{self.seq:012}{self.mark.value}{self.prev:43.43}{self.hash:43.43}{self.id:32.32}\n"
        return text.encode("ascii", "replace")

    @classmethod
    def read(cls, text: str) -> Self:
        return cls(int(text[:12]), text[13:56].rstrip(), text[56:99].rstrip(), text[99:131].rstrip(), Mark(text[12]))


LINE_LENGTH = 132


@dataclass(frozen=True)
class Found:
    """An entry as it stands. Without `entry` it can't be read as one; `is_in_place` when every list has it rightly."""

    id: str
    seq: object
    entry: Entry | None
    is_in_place: bool

    def line(self) -> Line | None:
        """Look at it alone; None when it doesn't even say its place in the order."""
        if self.entry is not None and 0 < self.entry.seq <= _LAST_PLACE:
            is_whole = self.is_in_place and self.entry.is_whole
            mark = Mark.WHOLE if is_whole else Mark.CHANGED
            return Line(self.entry.seq, self.entry.prev, self.entry.hash, self.id, mark)
        if isinstance(self.seq, int) and 0 < self.seq <= _LAST_PLACE:
            return Line(self.seq, "", "", self.id, Mark.CHANGED)
        return None


def marked(line: Line, mark: Mark) -> Line:
    """Note what was found of it besides; the first thing that was found stays."""
    return replace(line, mark=mark) if line.mark is Mark.WHOLE else line


def says(entry: Entry, announced: Mapping[str, Any]) -> bool:
    """Tell whether an entry says what was announced; what this code can't read is taken for it."""
    try:
        envelope = registry.read(dict(announced))
    except ValueError:
        return True
    told = Record.of(envelope, entry.personal.salt if entry.personal else "")
    but = {"personal_digest"} if entry.personal is None else set()
    names = set(Facts.model_fields) - but
    return told.model_dump(include=names) == entry.model_dump(include=names)


@dataclass(frozen=True)
class Way:
    """How far the order was walked: what stands next must hold on to `hash`."""

    next: int
    hash: str
    entry: str | None = None

    @classmethod
    def begun(cls, firm: Head) -> Self:
        return cls(1, firm.hash)


class Places:
    """A stretch of the order with what claims to stand there."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._at: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            if len(self._at[line.seq]) < _MOST_AT_ONE_PLACE:
                self._at[line.seq].append(line)
        self._by_hash = {line.hash: seq for seq, standing in self._at.items() for line in standing if line.hash}

    def walk(self, way: Way, until: int, anchors: Sequence[Anchor], stray: str | None) -> Way | Finding:
        """Walk on until before `until`, or to the first place at which something is wrong."""
        anchored = {each.seq: each.hash for each in anchors}
        while way.next < until:
            standing = self._at.get(way.next, [])
            if not standing:
                gone = Finding(wrong=Wrong.REMOVED, seq=way.next)
                return gone if stray is None else Finding(wrong=Wrong.CHANGED, seq=way.next, entry=stray)
            line, *others = sorted(standing, key=lambda each: (each.prev != way.hash, each.mark is not Mark.WHOLE))
            found = self._wrong(line, others, way)
            if found is not None:
                return found
            if anchored.get(line.seq, line.hash) != line.hash:
                before = max((each.seq for each in anchors if each.seq < line.seq), default=0)
                return Finding(wrong=Wrong.REWRITTEN, seq=line.seq, since=before + 1, entry=line.id)
            way = Way(line.seq + 1, line.hash, line.id)
        return way

    def _wrong(self, line: Line, others: Sequence[Line], way: Way) -> Finding | None:
        if others:
            return Finding(wrong=self._moved(others[0], Wrong.ADDED), seq=line.seq, entry=others[0].id)
        if line.mark is Mark.UNANNOUNCED:
            return Finding(wrong=Wrong.ADDED, seq=line.seq, entry=line.id)
        if line.mark is Mark.CHANGED:
            return Finding(wrong=self._moved(line, Wrong.CHANGED), seq=line.seq, entry=line.id)
        if line.prev != way.hash:
            # It is whole, and so is the one before, which it doesn't hold on to: that one was put in its place anew.
            wrong = self._moved(line, Wrong.CHANGED)
            if way.entry is None:
                return Finding(wrong=wrong, seq=line.seq, entry=line.id)
            return Finding(wrong=wrong, seq=line.seq - 1, entry=way.entry)
        return None

    def _moved(self, line: Line, otherwise: Wrong) -> Wrong:
        """Tell of what holds on to an entry that stands elsewhere that it was moved."""
        holds_on_to = self._by_hash.get(line.prev)
        return otherwise if holds_on_to in {None, line.seq - 1} else Wrong.REORDERED


def lines_within(pieces: Iterable[bytes], since: int, until: int) -> Iterator[Line]:
    """Read the lines of a stretch of the order out of a part, whose lines stand in that order."""
    rest = b""
    for piece in pieces:
        held = rest + piece
        whole = len(held) - len(held) % LINE_LENGTH
        for start in range(0, whole, LINE_LENGTH):
            seq = int(held[start : start + 12])
            if seq >= until:
                return
            if seq >= since:
                yield Line.read(held[start : start + LINE_LENGTH].decode("ascii"))
        rest = held[whole:]
