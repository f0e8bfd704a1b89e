"""Kinds of files that are taken: each by its media type, the suffixes it may be named by, and how its bytes begin.

What is not here is refused before it is sent. What could run, or be shown as a page of ours, is in no kind: programs,
scripts, HTML, SVG. Nothing is unpacked here; what lies inside is the scanner's affair.
"""

from collections.abc import Callable
from dataclasses import dataclass

from functions.documents.model.names import parted

MB = 1_000_000
# Amazon S3 copies no more than this in one piece, and filing is a copy.
LARGEST = 5_000 * MB
# How much of a file is looked at to tell what it is.
HEAD = 4096

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_MP4 = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# How text begins that some program would run or render instead of showing it.
_ACTIVE = (b"#!", b"<!doctype", b"<html", b"<head", b"<body", b"<svg", b"<script", b"<?xml", b"<?php", b"<%", b"@echo")


@dataclass(frozen=True)
class Kind:
    """One kind of file."""

    type: str
    suffixes: tuple[str, ...]
    begins: Callable[[bytes], bool]

    def may_be_called(self, name: str) -> bool:
        """Tell whether a name's suffix is one of this kind; a name without any says nothing else."""
        suffix = parted(name)[1].lower()
        return not suffix or suffix in self.suffixes


def _signed(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _boxed(*brands: bytes) -> Callable[[bytes], bool]:
    """ISO/IEC 14496-12 §4.3: the first box names the brand of what follows."""
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


def _is_pdf(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf\0\t\r\n ").startswith(b"%PDF-")


def _is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _is_text(head: bytes) -> bool:
    """Text is what holds no zero byte and begins like nothing that would be run; UTF-16 is known by its mark."""
    mark = next((each for each in _MARKS if head.startswith(each)), b"")
    is_wide = mark in _MARKS[1:]
    if b"\0" in head and not is_wide:
        return False
    shown = head[len(mark) :].replace(b"\0", b"") if is_wide else head[len(mark) :]
    return not shown.lstrip().lower().startswith(_ACTIVE) and not shown.startswith((b"MZ", b"\x7fELF", b"%PDF-"))


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

KINDS: dict[str, Kind] = {
    each.type: each
    for each in (
        Kind("application/pdf", (".pdf",), _is_pdf),
        Kind("image/png", (".png",), _signed(b"\x89PNG\r\n\x1a\n")),
        Kind("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), _signed(b"\xff\xd8\xff")),
        Kind("image/gif", (".gif",), _signed(b"GIF87a", b"GIF89a")),
        Kind("image/webp", (".webp",), _is_webp),
        Kind("image/tiff", (".tif", ".tiff"), _signed(b"II*\0", b"MM\0*")),
        Kind("image/bmp", (".bmp",), _signed(b"BM")),
        Kind("image/heic", (".heic", ".heif", ".hif"), _boxed(*_HEIF)),
        Kind("image/heif", (".heif", ".heic", ".hif"), _boxed(*_HEIF)),
        Kind("video/mp4", (".mp4", ".m4v"), _boxed(*_MP4)),
        Kind("video/quicktime", (".mov", ".qt"), _boxed(b"qt  ")),
        Kind("application/zip", (".zip",), _signed(*_ZIP)),
        Kind(f"{_OOXML}.wordprocessingml.document", (".docx",), _signed(*_ZIP)),
        Kind(f"{_OOXML}.spreadsheetml.sheet", (".xlsx",), _signed(*_ZIP)),
        Kind(f"{_OOXML}.presentationml.presentation", (".pptx",), _signed(*_ZIP)),
        Kind(f"{_ODF}.text", (".odt",), _signed(*_ZIP)),
        Kind(f"{_ODF}.spreadsheet", (".ods",), _signed(*_ZIP)),
        Kind(f"{_ODF}.presentation", (".odp",), _signed(*_ZIP)),
        # A workbook with a password is one of these whatever its name says, which the scanner finds out.
        Kind("application/msword", (".doc",), _signed(*_OLE)),
        Kind("application/vnd.ms-excel", (".xls",), _signed(*_OLE)),
        Kind("application/vnd.ms-powerpoint", (".ppt",), _signed(*_OLE)),
        Kind("application/vnd.ms-outlook", (".msg",), _signed(*_OLE)),
        Kind("application/rtf", (".rtf",), _signed(b"{\\rtf")),
        Kind("text/csv", (".csv",), _is_text),
        Kind("text/plain", (".txt", ".text", ".log", ".ofx", ".qfx", ".qbo", ".qif", ".iif"), _is_text),
    )
}


def is_taken(name: str, media_type: str) -> bool:
    """Tell whether a file of this name may be of this type, and the type is one of ours."""
    kind = KINDS.get(media_type)
    return kind is not None and kind.may_be_called(name)


def is_among(media_type: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether a list of types has this one, as itself or as `image/*`; an empty list has all."""
    main = media_type.partition("/")[0]
    return not allowed or media_type in allowed or f"{main}/*" in allowed


def is_what_it_says(media_type: str, head: bytes) -> bool:
    """Tell whether bytes begin as those of their type do."""
    kind = KINDS.get(media_type)
    return kind is not None and kind.begins(head)
