"""A small scanner of our own, for where there is none: it knows the test file of EICAR, and what it cannot open.

It stands in for a real one where the portal is tried out and developed: it says what one would say, of the few things
it can tell apart.
"""

import zipfile
import zlib
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from functions.documents.model.uploads import PREFIX, Verdict
from shared.domain.errors import NotFoundError

# www.eicar.org, "Anti Malware Testfile"; put together here so that no scanner takes this file for it.
TEST_FILE = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
TEST_FILE_NAME = "EICAR-Test-File (not a virus)"

_PIECE = 1024 * 1024
_IN_MEMORY = 8 * _PIECE
# What an archive may hold and how deep; one that holds more is opened by nobody.
_LARGEST_ARCHIVE = 300 * _PIECE
_MOST_MEMBERS = 1000
_MOST_UNPACKED = 200 * _PIECE
_DEEPEST = 3
_ENCRYPTED = 0x1


class Objects(Protocol):
    """Where the bytes lie."""

    def find(self, key: str) -> str | None: ...
    def pieces(self, key: str, version: str) -> Iterable[bytes]: ...


class Reports(Protocol):
    """Where it is told what was found."""

    def tell(self, key: str, version: str, status: str, threats: tuple[str, ...] = ()) -> None: ...


class UnreadableError(Exception):
    """No scanner could look into this."""


class ScanningService:
    """Looks into what was uploaded and tells what it found. A message may come any number of times."""

    def __init__(self, objects: Objects, reports: Reports) -> None:
        self._objects = objects
        self._reports = reports

    def look_into(self, key: str, version: str | None) -> None:
        """Look into one object version; what is gone by now needs no word."""
        found = version or self._objects.find(key)
        if not key.startswith(f"{PREFIX}/") or found is None:
            return
        try:
            verdict = scanned(self._objects.pieces(key, found))
        except NotFoundError:
            return
        self._reports.tell(key, found, verdict.value, (TEST_FILE_NAME,) if verdict is Verdict.INFECTED else ())


def scanned(pieces: Iterable[bytes]) -> Verdict:
    """Tell what some bytes hold, with 8 MB of them in memory at a time."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
        is_infected, is_locked, size, last = False, False, 0, b""
        for piece in pieces:
            seen = last + piece
            is_infected = is_infected or TEST_FILE in seen
            is_locked = is_locked or b"/Encrypt" in seen
            last = seen[-len(TEST_FILE) :]
            size += len(piece)
            if size <= _LARGEST_ARCHIVE:
                kept.write(piece)
        if is_infected:
            return Verdict.INFECTED
        kept.seek(0)
        head = kept.read(8)
        if head.startswith(b"%PDF-"):
            return Verdict.UNSUPPORTED if is_locked else Verdict.CLEAN
        if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return Verdict.CLEAN
        if size > _LARGEST_ARCHIVE:
            return Verdict.UNSUPPORTED
        try:
            is_infected = _Unpacking().holds_test_file(kept)
        except (UnreadableError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            return Verdict.UNSUPPORTED
        return Verdict.INFECTED if is_infected else Verdict.CLEAN


class _Unpacking:
    """One archive with all that is in it, counted together: a bomb is known by what came out, not by what it says."""

    def __init__(self) -> None:
        self._members = 0
        self._unpacked = 0

    def holds_test_file(self, archive: IO[bytes], depth: int = 1) -> bool:
        """Look for the test file in an archive and those in it; UnreadableError when it is locked, or too much."""
        if depth > _DEEPEST:
            raise UnreadableError
        with zipfile.ZipFile(archive) as opened:
            for member in opened.infolist():
                self._members += 1
                if self._members > _MOST_MEMBERS or member.flag_bits & _ENCRYPTED:
                    raise UnreadableError
                with opened.open(member) as unpacked, SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
                    if self._holds(unpacked, kept, depth):
                        return True
        return False

    def _holds(self, unpacked: IO[bytes], kept: IO[bytes], depth: int) -> bool:
        last = b""
        while piece := unpacked.read(_PIECE):
            self._unpacked += len(piece)
            if self._unpacked > _MOST_UNPACKED:
                raise UnreadableError
            if TEST_FILE in last + piece:
                return True
            last = (last + piece)[-len(TEST_FILE) :]
            kept.write(piece)
        kept.seek(0)
        is_archive = kept.read(4) == b"PK\x03\x04"
        kept.seek(0)
        return is_archive and self.holds_test_file(kept, depth + 1)
