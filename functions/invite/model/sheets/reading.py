"""From bytes to rows: encoding, the sign between cells, quotes and line breaks inside them.

A file is gone through twice, a piece at a time: once to know it (size, digest, encoding), once to read it. Nothing ever
holds it whole.
"""

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Self

from functions.invite.model.sheets.columns import Layout, layout, recognised
from functions.invite.model.sheets.findings import UnreadableSheetError
from shared.domain.cells import restored

MAX_ROWS = 100_000
_DELIMITERS = (",", ";", "\t")
_HEAD = 64 * 1024
# What spreadsheets write above the header to tell themselves the delimiter.
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class Record(NamedTuple):
    """One row: its number, and its cells as they were typed."""

    row: int
    cells: list[str]


class Survey:
    """What is known of a file after its bytes went by."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = hashlib.sha256()
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._head = b""
        self._is_utf8 = True
        self._holds_zero = False

    def see(self, piece: bytes) -> None:
        """Take the next piece of the file."""
        self.size += len(piece)
        self._digest.update(piece)
        self._head = self._head or piece[:4]
        self._holds_zero = self._holds_zero or b"\0" in piece
        self._try(piece)

    def _try(self, piece: bytes, *, is_last: bool = False) -> None:
        if self._is_utf8:
            try:
                self._decoder.decode(piece, is_last)
            except UnicodeDecodeError:
                self._is_utf8 = False

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def encoding(self) -> str:
        """Name the encoding: UTF-16 and UTF-8 by their marks, UTF-8 if all of it is, else Windows-1252.

        UnreadableSheetError for an empty file, and for UTF-16 without its mark, which is told by its zero bytes.
        """
        if self.size == 0:
            raise UnreadableSheetError("FILE_EMPTY", "The file is empty.")
        if self._head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if self._holds_zero:
            raise UnreadableSheetError("ENCODING_UNKNOWN", "Save the file as CSV in UTF-8.")
        self._try(b"", is_last=True)
        return "utf-8-sig" if self._is_utf8 else "cp1252"


class Sheet:
    """The rows of a file whose encoding is known. Reading it needs memory for one row at a time.

    The stream is the caller's: whichever way the reading ends, it is let go of and stays open.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        try:
            self._begin()
        except BaseException:
            self._text.detach()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.detach()

    def _begin(self) -> None:
        try:
            head = self._text.read(_HEAD)
            self._text.seek(0)
        except UnicodeError as broken:
            raise _undecodable(1) from broken
        hint = _HINT.match(head)
        head = head[hint.end() :] if hint else head
        self._skipped = 1 if hint else 0
        self._delimiter = max(_DELIMITERS, key=lambda each: _likelihood(head, each))
        self._records = self._all()
        first = next(self._records, Record(1, []))
        self.layout: Layout = layout(first.cells)

    def records(self) -> Iterator[Record]:
        """Yield the rows that hold something; UnreadableSheetError from where the file can't be read on."""
        for record in self._records:
            if record.row - 1 - self._skipped > MAX_ROWS:
                message = f"A sheet holds at most {MAX_ROWS:,} rows. Divide it."
                raise UnreadableSheetError("TOO_MANY_ROWS", message, row=record.row)
            if any(each.strip() for each in record.cells):
                yield record

    def _all(self) -> Iterator[Record]:
        reader = csv.reader(self._text, delimiter=self._delimiter, strict=True)
        row = 0
        while True:
            row += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as broken:
                raise UnreadableSheetError("QUOTES_BROKEN", "Quotes do not close here.", row=row) from broken
            except UnicodeError as broken:
                raise _undecodable(row) from broken
            if row > self._skipped:
                yield Record(row, [restored(each) for each in cells])


def _likelihood(head: str, delimiter: str) -> tuple[int, int]:
    """Tell how well the first row reads with this delimiter: by titles known, then by cells."""
    try:
        titles = next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, strict=True), [])
    except csv.Error:
        return 0, 0
    return recognised(titles), len(titles)


def _undecodable(row: int) -> UnreadableSheetError:
    return UnreadableSheetError("ENCODING_UNKNOWN", "Save the file as CSV in UTF-8.", row=row)
