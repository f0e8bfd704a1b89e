"""Cells a spreadsheet would take for a formula.

They are data: read as they were typed, and written with an apostrophe in front, so that no program computes them
(OWASP, CSV Injection). What is read back loses the one apostrophe that writing put there, so nothing changes on the way
out and in again.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

# The full-width forms are taken for formulas by East Asian spreadsheets (OWASP, CSV Injection).
_STARTS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_DANGEROUS = re.compile(rf"'*{_STARTS}")
_NEUTRALISED = re.compile(rf"'+{_STARTS}")


def neutralised(text: str) -> str:
    """Put an apostrophe before what begins like a formula, or like a formula that was neutralised before."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """Take back the apostrophe that `neutralised` put; a cell that merely begins with one keeps it."""
    return text[1:] if _NEUTRALISED.match(text) else text


class _Line:
    """Takes the one line a writer hands over."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def spelled(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Spell rows as CSV (RFC 4180): every cell in quotes, so that no sign in it can begin another cell."""
    line = _Line()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutralised(each) for each in row])
        yield line.text.encode()
