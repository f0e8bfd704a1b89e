"""`make bench`: measure what the portal promises of cost and speed, print it, write docs/benchmarks.md.

Ends with 1 when a bound is missed.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from shared.table.query import MAX_PAGE
from tests.bench import bundles, costs, growth, processes, sizes, warm

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
_MB = 1_000_000
_KB = 1024


@dataclass(frozen=True)
class Limit:
    """The most a number may be, and what would be best."""

    bound: float
    best: float


@dataclass(frozen=True)
class Line:
    """One promise and what came of it."""

    number: str
    goal: str
    bound: str
    best: str
    measured: str
    is_kept: bool
    is_best: bool = False

    @property
    def verdict(self) -> str:
        return "missed" if not self.is_kept else "best" if self.is_best else "kept"


@dataclass(frozen=True)
class Part:
    """The lines of one measurement, and the table behind them."""

    lines: Sequence[Line]
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]] = field(default_factory=tuple)


def importing() -> Part:
    return _started(
        "P1",
        "imports",
        "import of each function over bare Python, as a ratio to `import boto3`",
        Limit(2.2, 1.4),
        processes.imports(),
    )


def beginning() -> Part:
    return _started(
        "P2",
        "first calls",
        "cold path: import, clients, first call, AWS's answers recorded, as the same ratio",
        Limit(2.9, 2.7),
        processes.first_calls(),
    )


def answering() -> Part:
    p50, p99 = Limit(250, 120), Limit(800, 400)
    taken = warm.routes()
    slowest, tail = max(each.p50 for each in taken), max(each.p99 for each in taken)
    line = Line(
        "P3",
        "a warm call without the database: router, identity, validation, gate, service; the slowest of four routes",
        "p50 250 µs, p99 800 µs",
        "120 / 400",
        f"{slowest:.0f} / {tail:.0f}",
        slowest <= p50.bound and tail <= p99.bound,
        slowest <= p50.best and tail <= p99.best,
    )
    rows = [(f"`{each.route}`", f"{each.p50:.0f}", f"{each.p99:.0f}") for each in taken]
    return Part([line], "P3: warm calls, µs", ("route", "p50", "p99"), rows)


def travelling() -> Part:
    functions, layer = dict(bundles.functions()), bundles.layer()
    largest = max(functions.values())
    lines = [
        Line("P4", "zip of each function", "0.5 MB", "0.2", _mb(largest), largest <= 0.5 * _MB, largest <= 0.2 * _MB),
        Line("P4", "zip of the common layer", "6 MB", "4", _mb(layer), layer <= 6 * _MB, layer <= 4 * _MB),
    ]
    rows = [(name, _mb(size)) for name, size in {**functions, "common layer": layer}.items()]
    return Part(lines, "P4: what travels", ("bundle", "zip"), rows)


def asking() -> Part:
    rows = costs.measured()
    routes = [each for each in rows if each.is_route]
    over = [each for each in routes if not each.is_within_budget]
    is_committed = costs.TABLE.read_text() == costs.rendered(rows)
    reads = sum(each.reads <= 1 for each in routes)
    opening = [each for each in routes if each.step.what == "GET /v1/public/invitation"]
    units = max(each.read_units for each in opening)
    lines = [
        Line(
            "P5",
            "DynamoDB requests of a route, asserted exactly",
            "2 reads, 1 write",
            "1 read",
            f"{len(routes) - len(over)} of {len(routes)} cases, {len(over)} over it with a reason; {reads} by 1 read",
            is_committed and all(each.exception for each in over),
        ),
        Line(
            "P7",
            "capacity units of each route and reaction by the meter, in the same table",
            "exact",
            "",
            "as committed" if is_committed else "other than committed",
            is_committed,
        ),
        Line(
            "P8",
            "proving an invitation's token: one consistent read; the whole route",
            "1 unit; 2 reads, 1 write",
            "",
            f"{units / 2:g} unit, and {units / 2:g} for the firm; {max(each.reads for each in opening)} read, no write",
            units <= 2 and all(each.is_within_budget for each in opening),
        ),
    ]
    return Part(lines, "", ())


def growing() -> Part:
    taken = growth.measured()
    counts = {count for each in taken for count in each.requests.values()}
    line = Line(
        "P6",
        f"requests of a list, by pages of {_numbers(growth.PAGES)} out of {_numbers(growth.SIZES)} items; no Scan",
        "equal",
        "",
        f"equal in {len(taken)} lists, at most {max(counts)}",
        all(each.is_constant for each in taken),
    )
    rows = [(f"`{each.path}`", _numbers(sorted(set(each.requests.values())))) for each in taken]
    return Part([line], "P6: requests of a list, however long it is", ("list", "requests"), rows)


def weighing() -> Part:
    items, lists = sizes.measured()
    (entry,) = [each for each in items if each.kind == "ENTRY"]
    heaviest = max(each.p99 for each in lists)
    lines = [
        Line(
            "P10",
            "bytes of an item of the record, p99 of a firm at work",
            "1 KB",
            "0.7 KB",
            _kb(entry.p99),
            entry.p99 <= _KB,
            entry.p99 <= 0.7 * _KB,
        ),
        Line(
            "P13",
            "bytes of an item in an answer, p99 of the heaviest list; items of a page",
            "1 KB, 100",
            "0.6 KB",
            f"{_kb(heaviest)}, {MAX_PAGE}",
            heaviest <= _KB and MAX_PAGE <= 100,
            heaviest <= 0.6 * _KB,
        ),
    ]
    rows = [
        (f"`{each.kind}`", str(each.number), str(each.p50), str(each.p99), str(each.largest))
        for each in (*items, *lists)
    ]
    columns = ("item, or list", "weighed", "p50", "p99", "largest")
    return Part(lines, "P10, P13: items as stored and as answered, bytes", columns, rows)


PARTS: tuple[Callable[[], Part], ...] = (importing, beginning, answering, travelling, asking, growing, weighing)


def _started(number: str, title: str, goal: str, limit: Limit, started: Sequence[processes.Started]) -> Part:
    worst = max(each.ratio for each in started)
    line = Line(
        number,
        goal,
        f"{limit.bound}",
        f"{limit.best}",
        f"{worst:.2f}, the least {min(each.ratio for each in started):.2f}",
        worst <= limit.bound,
        worst <= limit.best,
    )
    rows = [(f"`{each.name}`", f"{each.ratio:.2f}") for each in started]
    return Part([line], f"{number}: {title}", ("function", "ratio"), rows)


def _numbers(of: Iterable[int]) -> str:
    return ", ".join(f"{each:,}" for each in of)


def _mb(size: int) -> str:
    return f"{size / _MB:.2f} MB"


def _kb(size: int) -> str:
    return f"{size / _KB:.2f} KB"


def page(parts: Iterable[Part], on: str) -> str:
    """Spell the page."""
    parts = list(parts)
    lines = [_HEAD.format(on=on), "", *_table(_COLUMNS, (_cells(line) for part in parts for line in part.lines))]
    for part in parts:
        if part.rows:
            lines += ["", f"## {part.title}", "", *_table(part.columns, part.rows)]
    return "\n".join(lines) + "\n"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(columns), _row(["---"] * len(columns)), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(line: Line) -> tuple[str, ...]:
    return (line.number, line.goal, line.bound, line.best, line.measured, line.verdict)


_COLUMNS = ("#", "goal", "bound", "best", "measured", "verdict")

_HEAD = """# Benchmarks

Measured and written by `make bench`: {on}.

Ratios are taken in one run, so the machine's speed cancels; times are the processor's, so what else runs beside plays
little part. A ratio is of the medians of 15 fresh processes each, with the function's bundle, the layer and what Lambda
brings, bytecode present. The route table is [costs.md](costs.md)."""


def run() -> int:
    """Measure part by part, print each line when it is known, write the page; 1 when a bound is missed."""
    parts = []
    for measure in PARTS:
        part = measure()
        parts.append(part)
        for line in part.lines:
            said = f"{line.measured} (at most {line.bound})"
            print(f"{line.number:<4}{line.verdict:<8}{line.goal}: {said}", flush=True)
    python = f"Python {platform.python_version()}"
    on = f"{datetime.now(UTC):%Y-%m-%d}, {python}, {platform.system()}, {os.cpu_count()} cores"
    PAGE.write_text(page(parts, on))
    missed = [line.number for part in parts for line in part.lines if not line.is_kept]
    print(f"Missed: {', '.join(missed)}" if missed else "Every bound is kept.", flush=True)
    return bool(missed)


if __name__ == "__main__":
    sys.exit(run())
