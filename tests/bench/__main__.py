"""`make bench`: measure what the portal promises of cost and speed, print it, write docs/benchmarks.md.

Ends with 1 when a bound is missed.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from functions.documents.paper.built_in import MOST_BYTES
from functions.documents.paper.reading import MOST_MEMORY, MOST_PAGES, MOST_SECONDS
from functions.links.service.sweeping import MOST_A_MINUTE
from shared.jobs.model import PACE
from shared.table.query import MAX_PAGE
from tests.bench import bundles, costs, flood, growth, paper, processes, shares, sizes, suite, sweep, warm, zipped
from tests.bench.page import PAGE, Limit, Line, Part, Table, Verdict, kept, rendered, worst

_BY_LINK = ("/v1/guest/link", "/v1/guest/documents")
_MB = 1_000_000
_KB = 1024


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
    verdicts = [worst(p50.judge(each.p50), p99.judge(each.p99)) for each in taken]
    line = Line(
        "P3",
        "a warm call without the database: router, identity, validation, gate, service; the slowest of four routes",
        "p50 250 µs, p99 800 µs",
        "120 / 400",
        f"{max(each.p50 for each in taken):.0f} / {max(each.p99 for each in taken):.0f}",
        worst(*verdicts),
    )
    rows = [
        (f"`{each.route}`", f"{each.p50:.0f}", f"{each.p99:.0f}", verdict)
        for each, verdict in zip(taken, verdicts, strict=True)
    ]
    return Part([line], [Table("P3: warm calls, µs", ("route", "p50", "p99", "verdict"), rows)])


def travelling() -> Part:
    of_function, of_layer = Limit(0.5 * _MB, 0.2 * _MB), Limit(6 * _MB, 4 * _MB)
    functions, layer = dict(bundles.functions()), bundles.layer()
    largest = max(functions.values())
    lines = [
        Line("P4", "zip of each function", "0.5 MB", "0.2", _mb(largest), of_function.judge(largest)),
        Line("P4", "zip of the common layer", "6 MB", "4", _mb(layer), of_layer.judge(layer)),
    ]
    rows = [(f"`{name}`", _mb(size), of_function.judge(size)) for name, size in functions.items()]
    rows.append(("common layer", _mb(layer), of_layer.judge(layer)))
    return Part(lines, [Table("P4: what travels", ("bundle", "zip", "verdict"), rows)])


def asking() -> Part:
    rows = costs.measured()
    routes = [each for each in rows if each.is_route]
    over = [each for each in routes if not each.is_within_budget]
    is_committed = costs.TABLE.read_text() == costs.rendered(rows)
    reads = sum(each.reads <= 1 for each in routes)
    opening = [each for each in routes if each.step.what == "GET /v1/public/invitation"]
    proving = min(each.read_units for each in opening) / 2  # the credential, which proves the token, beside the firm
    whole = max(each.reads for each in opening)
    held = [each for each in routes if each.step.what.split()[1].startswith(_BY_LINK)]
    lines = [
        Line(
            "P5",
            "DynamoDB requests of a route, asserted exactly",
            "2 reads, 1 write",
            "1 read",
            f"{len(routes) - len(over)} of {len(routes)} cases, {len(over)} over it with a reason; {reads} by 1 read",
            kept(is_committed and all(each.exception for each in over)),
        ),
        Line(
            "P7",
            "capacity units of each route and reaction by the meter, in the same table",
            "exact",
            "",
            "as committed" if is_committed else "other than committed",
            kept(is_committed),
        ),
        Line(
            "P8",
            "proving an invitation's token: one consistent read; the whole route",
            "1 unit; 2 reads, 1 write",
            "",
            f"{proving:g} unit, and {proving:g} for the firm; at most {whole} reads, no write",
            kept(proving <= 1 and all(each.is_within_budget for each in opening)),
        ),
        Line(
            "P8",
            "a link in its bearer's hands: looked at, opened, a document listed and handed out; the whole route",
            "2 reads, 1 write",
            "",
            f"at most {max(each.reads for each in held)} reads, {max(each.writes for each in held)} write",
            kept(all(each.is_within_budget for each in held)),
        ),
    ]
    return Part(lines)


def sharing() -> Part:
    taken = shares.measured()
    line = Line(
        "P9",
        f"actions of the one transaction that shares with k recipients, k being {_numbers(taken)}",
        "4 + k",
        "",
        _numbers(taken.values()),
        kept(all(actions <= 4 + people for people, actions in taken.items())),
    )
    return Part([line])


def growing() -> Part:
    taken = growth.measured()
    paths = {each.what.path for each in taken}
    uneven = [each for each in taken if not each.is_constant]
    most = max(count for each in taken for count in each.requests.values())
    line = Line(
        "P6",
        f"requests of a list, by pages of {_numbers(growth.PAGES)} out of {_numbers(growth.SIZES)} items; no Scan",
        "equal",
        "",
        f"equal in {len(taken) - len(uneven)} of {len(taken)} cases of all {len(paths)} lists, at most {most}",
        kept(not uneven),
    )
    rows = [
        (
            f"`{each.what.spelled}`",
            each.what.asker,
            _numbers(sorted(set(each.requests.values()))),
            kept(each.is_constant),
        )
        for each in taken
    ]
    columns = ("list", "asked by", "requests", "verdict")
    return Part([line], [Table("P6: requests of a list, however long it is", columns, rows)])


def weighing() -> Part:
    limit = Limit(_KB, 0.6 * _KB)
    items, lists = sizes.measured()
    p99 = {each.kind: each.p99 for each in items}
    beside = [p99[each] for each in ("LINK_RECIPIENT", "DOCUMENT", "UPLOAD")]
    heaviest, longest = max(each.p99 for each in lists), max(each.page for each in lists)
    lines = [
        Line(
            "P10",
            "bytes of an item of the record, p99 of a firm at work",
            "1 KB",
            "0.7 KB",
            _kb(p99["ENTRY"]),
            Limit(_KB, 0.7 * _KB).judge(p99["ENTRY"]),
        ),
        Line(
            "P10",
            "bytes of an item of a link",
            "1 KB",
            "0.7 KB",
            _kb(p99["LINK"]),
            Limit(_KB, 0.7 * _KB).judge(p99["LINK"]),
        ),
        Line(
            "P10",
            "bytes of an item of a recipient, of a document, of a file on its way",
            "2 KB",
            "1 KB",
            ", ".join(map(_kb, beside)),
            Limit(2 * _KB, _KB).judge(*beside),
        ),
        Line(
            "P13",
            "bytes of an item in an answer, p99 of the heaviest list; items of a page",
            "1 KB, 100",
            "0.6 KB",
            f"{_kb(heaviest)}, {longest}",
            worst(limit.judge(heaviest), kept(max(longest, MAX_PAGE) <= 100)),
        ),
    ]
    stored = [(*_weight(each), "over 1 KB" if each.p99 > _KB else "") for each in items]
    answered = [(*_weight(each), str(each.page), limit.judge(each.p99)) for each in lists]
    columns = ("weighed", "p50", "p99", "largest")
    return Part(
        lines,
        [
            Table("P10: items as stored, bytes", ("item", *columns, "p99"), stored),
            Table("P13: items as answered, bytes", ("list", *columns, "longest page", "verdict"), answered),
        ],
    )


def flooding() -> Part:
    came = flood.flooded()
    call, units = came.accepted, came.hottest[0][1]
    asked = f"{call.reads} read, {call.writes} write, {call.objects} object"
    lines = [
        Line(
            "P11",
            f"write units a second of the hottest partition while one firm invites {came.persons:,} at the pace of a "
            f"job, {PACE} a second, and what is announced is recorded and sent (1,000 firms, one of which sends 50 "
            "messages a second, come with the chat)",
            "500",
            "250",
            f"{units:.0f}",
            Limit(500, 250).judge(units),
        ),
        Line(
            "P12",
            f"{came.persons:,} invited in one call, within what a call may bring and ask",
            f"{flood.MOST_BYTES // _MB} MB; 2 reads, 1 write",
            "",
            f"{_mb(call.size)} in {call.milliseconds:.0f} ms; {asked}",
            kept(call.size <= flood.MOST_BYTES and call.reads <= 2 and call.writes <= 1),
        ),
        Line(
            "P12",
            f"write requests a person until all are invited, each once, the worker killed {came.kills} times",
            "1.1",
            "",
            f"{came.writes_a_person:.2f}, which are {came.units_a_person:.1f} units; {came.steps} steps",
            worst(Limit(1.1).judge(came.writes_a_person), kept(came.is_once)),
        ),
    ]
    rows = [(f"`{name}`", f"{units:.0f}", Limit(500, 250).judge(units)) for name, units in came.hottest]
    columns = ("partition, without the firm's name", "write units a second", "verdict")
    return Part(lines, [Table("P11: the hottest partitions of a bulk invitation", columns, rows)])


def sweeping() -> Part:
    came, held = sweep.swept(), sweep.held()
    lines = [
        Line(
            "P15",
            f"{came.due:,} links run out at once and are each announced once, {MOST_A_MINUTE:,} by a minute's tick at "
            f"most, the sweep killed {came.kills} times",
            f"{came.most_ticks} ticks of 30 s",
            "",
            f"{came.ticks} ticks, {came.seconds:.0f} s of the processor, the longest {came.longest:.1f} s",
            kept(came.is_once and came.ticks <= came.most_ticks and came.longest <= 30),
        ),
        Line(
            "P15",
            f"memory of a tick of the sweep with {sweep.FEW:,} and with {sweep.MANY:,} due, what it writes included",
            "32 MB, equal within a quarter",
            "",
            f"{_mb(held.few)}, {_mb(held.many)}",
            worst(Limit(32 * _MB).judge(held.few, held.many), Limit(1.25).judge(held.ratio)),
        ),
    ]
    return Part(lines)


def zipping() -> Part:
    small, large = (zipped.zipped(each) for each in (zipped.SMALL, zipped.LARGE))
    line = Line(
        "P16",
        f"memory of making one file of {large.documents} documents, {_mb(small.size)} and {_mb(large.size)} in all",
        "64 MB, equal within a tenth",
        "",
        f"{_mb(small.peak)}, {_mb(large.peak)}; {large.seconds:.1f} s of the processor",
        worst(Limit(64 * _MB).judge(small.peak, large.peak), Limit(1.1).judge(large.peak / small.peak)),
    )
    return Part([line])


def reading() -> Part:
    taken = paper.read(MOST_BYTES)
    line = Line(
        "P17",
        f"memory and time of the process that reads {taken.pages} pages of forms in a file of {_mb(taken.size)}, the "
        "most that is read",
        f"{_mb(MOST_MEMORY)}, {MOST_SECONDS} s",
        "",
        f"{_mb(taken.peak)}, {taken.seconds:.1f} s",
        kept(taken.pages == MOST_PAGES and taken.peak <= MOST_MEMORY and taken.seconds <= MOST_SECONDS),
    )
    return Part([line])


def testing() -> Part:
    ran = suite.ran()
    line = Line(
        "P14",
        f"the tests of {', '.join(suite.FOLDERS)} on {ran.cores} cores",
        "5 min",
        "2 min",
        f"{ran.seconds / 60:.1f} min: {ran.said}",
        worst(Limit(300, 120).judge(ran.seconds), kept(ran.has_passed)),
    )
    return Part([line])


PARTS: tuple[Callable[[], Part], ...] = (
    importing,
    beginning,
    answering,
    travelling,
    asking,
    sharing,
    growing,
    weighing,
    flooding,
    sweeping,
    zipping,
    reading,
    testing,
)


def _started(number: str, title: str, goal: str, limit: Limit, started: Sequence[processes.Started]) -> Part:
    ratios = [each.ratio for each in started]
    measured = f"{max(ratios):.2f}, the least {min(ratios):.2f}"
    line = Line(number, goal, f"{limit.bound}", f"{limit.best}", measured, limit.judge(*ratios))
    rows = [(f"`{each.name}`", f"{each.ratio:.2f}", limit.judge(each.ratio)) for each in started]
    return Part([line], [Table(f"{number}: {title}", ("function", "ratio", "verdict"), rows)])


def _weight(of: sizes.Sizes) -> tuple[str, ...]:
    return (f"`{of.kind}`", *map(str, (of.number, of.p50, of.p99, of.largest)))


def _numbers(of: Iterable[int]) -> str:
    return ", ".join(f"{each:,}" for each in of)


def _mb(size: int) -> str:
    return f"{size / _MB:.2f} MB"


def _kb(size: int) -> str:
    return f"{size / _KB:.2f} KB"


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
    PAGE.write_text(rendered(parts, on))
    missed = [line.number for part in parts for line in part.lines if line.verdict is Verdict.MISSED]
    print(f"Missed: {', '.join(missed)}" if missed else "Every bound is kept.", flush=True)
    return bool(missed)


if __name__ == "__main__":
    sys.exit(run())
