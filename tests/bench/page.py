"""docs/benchmarks.md: a line for each promise, and the tables behind them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


class Verdict(StrEnum):
    """How a number stands to what was promised."""

    BEST = "best"
    KEPT = "kept"
    MISSED = "missed"


@dataclass(frozen=True)
class Limit:
    """The most a number may be, and what would be best; `best` None when there is no better than the bound."""

    bound: float
    best: float | None = None

    def judge(self, *numbers: float) -> Verdict:
        """Judge the largest of the numbers."""
        if max(numbers) > self.bound:
            return Verdict.MISSED
        return Verdict.BEST if self.best is not None and max(numbers) <= self.best else Verdict.KEPT


def kept(is_kept: bool) -> Verdict:
    return Verdict.KEPT if is_kept else Verdict.MISSED


def worst(*verdicts: Verdict) -> Verdict:
    return max(verdicts, key=list(Verdict).index)


@dataclass(frozen=True)
class Line:
    """One promise and what came of it."""

    number: str
    goal: str
    bound: str
    best: str
    measured: str
    verdict: Verdict


@dataclass(frozen=True)
class Table:
    """What stands behind a line."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Part:
    """The lines of one measurement, and the tables behind them."""

    lines: Sequence[Line]
    tables: Sequence[Table] = field(default_factory=tuple)


def rendered(parts: Sequence[Part], on: str) -> str:
    """Spell the page."""
    lines = [_HEAD.format(on=on), "", *_spelled(_COLUMNS, (_cells(line) for part in parts for line in part.lines))]
    for table in (table for part in parts for table in part.tables):
        lines += ["", f"## {table.title}", "", *_spelled(table.columns, table.rows)]
    return "\n".join(lines) + "\n"


def _spelled(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    return (f"| {' | '.join(cells)} |" for cells in (columns, ["---"] * len(columns), *rows))


def _cells(line: Line) -> tuple[str, ...]:
    return (line.number, line.goal, line.bound, line.best, line.measured, line.verdict)


_COLUMNS = ("#", "goal", "bound", "best", "measured", "verdict")

_HEAD = """# Benchmarks

Measured and written by `make bench`: {on}.

Ratios are taken in one run, so the machine's speed cancels; times are the processor's, so what else runs beside plays
little part, but for the tests', which are taken by the clock on the wall. A ratio is of the medians of 15 fresh
processes each, with the function's bundle, the layer and what Lambda brings, bytecode present. The route table is
[costs.md](costs.md)."""
