"""The scanner of our own: few things it knows, and what it cannot open it says it cannot open."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from functions.documents.model.uploads import Verdict
from functions.documents.service import scanning
from functions.documents.service.scanning import TEST_FILE, scanned

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n"


def _pieces(content: bytes, size: int = 64) -> Iterator[bytes]:
    for at in range(0, len(content), size):
        yield content[at : at + size]


def _zip(**members: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("content", [PDF, b"plain text", _zip(a=b"letter", b=_zip(c=b"inside")), b""])
def test_what_holds_nothing_bad_is_clean(content):
    assert scanned(_pieces(content)) is Verdict.CLEAN


@pytest.mark.parametrize(
    "content",
    [
        TEST_FILE,
        PDF + bytes(1000) + TEST_FILE,
        _zip(a=b"letter", b=TEST_FILE),
        _zip(a=_zip(b=_zip(c=TEST_FILE))),
    ],
)
@pytest.mark.parametrize("size", [7, 64, 100_000])
def test_abuse_17_test_file_is_found_wherever_it_lies(content, size):
    assert scanned(_pieces(content, size)) is Verdict.INFECTED


def _locked() -> bytes:
    """An archive whose one member says that it is encrypted (PKWARE APPNOTE §4.4.4, bit 0)."""
    plain = bytearray(_zip(a=b"letter"))
    plain[6] |= 1
    plain[plain.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


@pytest.mark.parametrize(
    "content",
    [
        PDF + b"trailer << /Encrypt 5 0 R >>",
        _locked(),
        _zip(a=_zip(b=_zip(c=_zip(d=b"too deep")))),
        b"PK\x03\x04 is no archive",
        _zip(**{f"m{each}": b"" for each in range(1001)}),
    ],
)
def test_abuse_17_what_nobody_can_open_is_unsupported(content):
    assert scanned(_pieces(content)) is Verdict.UNSUPPORTED


def test_abuse_17_bomb_is_opened_no_further_than_it_may_grow(monkeypatch):
    monkeypatch.setattr(scanning, "_MOST_UNPACKED", 10_000)
    bomb = _zip(a=bytes(1_000_000))
    assert len(bomb) < 5_000
    assert scanned(_pieces(bomb)) is Verdict.UNSUPPORTED


def test_archive_too_large_to_be_opened_is_unsupported(monkeypatch):
    monkeypatch.setattr(scanning, "_LARGEST_ARCHIVE", 100)
    assert scanned(_pieces(_zip(a=bytes(range(256))))) is Verdict.UNSUPPORTED
