"""Pages as they are read: in cells, so that what stands in a box is told from what stands in a sentence."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_CELL = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"[^\W\d_]{2,}")
# How far apart lines and columns may stand that belong together.
_NEAR, _SLANT, _STACK, _SHORT, _WIDEST = 3, 2, 3, 40, 1 << 20


@dataclass(frozen=True)
class Cell:
    """Words that stand together in a line, from one column to another."""

    text: str
    line: int
    start: int
    end: int

    @cached_property
    def plain(self) -> str:
        """The text as signs are spelled: letters and digits alone, in lower case."""
        return plain(self.text)


@dataclass(frozen=True)
class Sheet:
    """One page."""

    lines: tuple[tuple[Cell, ...], ...]

    @classmethod
    def read(cls, text: str) -> "Sheet":
        """Set out a page whose columns are kept by spaces: two of them part cells."""
        rows = (line for line in text.splitlines() if line.strip())
        return cls(
            tuple(
                tuple(Cell(found[0], n, found.start(), found.end()) for found in _CELL.finditer(row))
                for n, row in enumerate(rows)
            )
        )

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for line in self.lines for cell in line)

    @cached_property
    def plain(self) -> frozenset[str]:
        """All that stands alone on the page: cells, whole lines, and what is set in a few lines one below another."""
        lines = ("".join(cell.plain for cell in line) for line in self.lines)
        stacks = (each for cell in self.cells for each in self._stacked(cell))
        return frozenset((*(cell.plain for cell in self.cells), *lines, *stacks))

    @cached_property
    def words(self) -> int:
        return sum(len(_WORD.findall(cell.text)) for cell in self.cells)

    def below(self, label: Cell) -> Cell | None:
        """Give what stands next in the box of a label: under it, before the column of the next label in its line."""
        following = (cell.start for cell in self.lines[label.line] if cell.start > label.start)
        limit = min(following, default=_WIDEST) - _SLANT
        for row in self.lines[label.line + 1 : label.line + 1 + _NEAR]:
            inside = [cell for cell in row if label.start - _SLANT <= cell.start < limit]
            if inside:
                return inside[0] if len(inside) == 1 else None
        return None

    def _stacked(self, top: Cell) -> Iterator[str]:
        words, cell = top.plain, top
        for _ in range(_STACK):
            rows = self.lines[cell.line + 1 : cell.line + 1 + _NEAR]
            under = next(
                (each for row in rows for each in row if each.start < cell.end and cell.start < each.end), None
            )
            if under is None or len(under.text) > _SHORT:
                return
            words, cell = words + under.plain, under
            yield words


def plain(text: str) -> str:
    """Spell text as signs are: letters and digits alone, in lower case, however it is spaced and dashed."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if each.isalnum())
