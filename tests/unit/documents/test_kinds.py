"""Kinds of files: by type, by suffix, by how the bytes begin."""

import pytest

from functions.documents.model.kinds import KINDS, is_among, is_taken, is_what_it_says

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("media_type", "head"),
    [
        ("application/pdf", b"%PDF-1.4 ..."),
        ("application/pdf", b"\xef\xbb\xbf\r\n%PDF-1.4 ..."),
        ("image/png", b"\x89PNG\r\n\x1a\n..."),
        ("image/jpeg", b"\xff\xd8\xff\xe1..."),
        ("image/gif", b"GIF89a..."),
        ("image/webp", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("image/tiff", b"II*\0..."),
        ("image/heic", b"\0\0\0\x18ftypheic"),
        ("video/quicktime", b"\0\0\0\x14ftypqt  "),
        (_DOCX, b"PK\x03\x04..."),
        ("application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."),
        ("text/csv", b"name,amount\r\nJos\xc3\xa9,3\r\n"),
        ("text/plain", b"\xff\xfeh\0i\0"),
        ("text/plain", b"caf\xe9 in Latin-1"),
    ],
)
def test_bytes_begin_as_their_type_does(media_type, head):
    assert is_what_it_says(media_type, head)


@pytest.mark.parametrize(
    "program", [b"MZ\x90\0", b"\x7fELF\x02", b"#!/bin/sh", b"<html>", b"<svg xmlns=''>", b"\0\0\0"]
)
@pytest.mark.parametrize("media_type", sorted(KINDS))
def test_what_runs_is_of_no_kind(media_type, program):
    assert not is_what_it_says(media_type, program + b" " * 20)


def test_page_in_utf_16_is_no_text():
    assert not is_what_it_says("text/plain", "\ufeff  <HTML><script>".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("name", "media_type", "taken"),
    [
        ("a.PDF", "application/pdf", True),
        ("no suffix", "application/pdf", True),
        ("a.pdf.exe", "application/pdf", False),
        ("a.docm", _DOCX, False),
        ("a.html", "text/plain", False),
        ("a.svg", "image/svg+xml", False),
        ("a.pdf", "text/csv", False),
    ],
)
def test_name_and_type_must_agree(name, media_type, taken):
    assert is_taken(name, media_type) is taken


def test_list_of_types_may_name_a_family():
    assert is_among("image/png", ("image/*",))
    assert not is_among("application/pdf", ("image/*",))
    assert is_among("application/pdf", ())
