"""The text of a PDF, page by page, its columns kept by spaces. Run as a program it reads one from standard input.

pypdf is heavy and needed by few: it comes with a layer of its own, and is imported when there is something to read.
"""

import io
import json
import resource
import sys
from dataclasses import dataclass
from typing import Any

# Tax returns of a household have some ten pages that are forms; what follows are worksheets.
MOST_PAGES = 12
MOST_CHARACTERS = 40_000
MOST_MEMORY = 700 * 1024 * 1024
MOST_SECONDS = 15

_FONT = "/PorticoField"
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 16_000_000,
    "array_based_stream_maximum_output_length": 16_000_000,
    "lzw_maximum_output_length": 16_000_000,
    "run_length_maximum_output_length": 16_000_000,
    "zlib_maximum_output_length": 16_000_000,
    "stream_parsing_work_maximum_count": 400_000,
    "page_tree_maximum_entries": 5_000,
    "form_fields_maximum_entries": 5_000,
}


class UnreadableError(ValueError):
    """Encrypted, broken, or asking for more than reading it may take."""


@dataclass(frozen=True)
class Text:
    """What was read: the first pages, and whether these are all."""

    pages: tuple[str, ...]
    is_whole: bool


def text_of(pdf: bytes) -> Text:
    """Read a PDF's text in this very process; UnreadableError when it has none to give."""
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import PyPdfError

    try:
        with apply_configuration(**_LIMITS):
            reader = PdfReader(io.BytesIO(pdf))
            if reader.is_encrypted:
                raise UnreadableError("encrypted")
            total = len(reader.pages)
            pages = tuple(_page(reader.pages[n]) for n in range(min(total, MOST_PAGES)))
    except (
        PyPdfError,
        RecursionError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        OverflowError,
    ) as no:
        raise UnreadableError("broken") from no
    return Text(pages, total <= MOST_PAGES)


def _page(page: Any) -> str:
    """Read a page as it is seen: with what was filled into its fields, each in its place."""
    _write_fields(page)
    text: str = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    if not text.strip():
        # What is drawn by way of forms within the page is found by the plain way alone, which knows no columns.
        text = page.extract_text()
    return text[:MOST_CHARACTERS]


def _write_fields(page: Any) -> None:
    from pypdf.generic import ByteStringObject, ContentStream, DictionaryObject, FloatObject, NameObject

    filled = [each for each in map(_filled, page.get("/Annots") or ()) if each]
    if not filled:
        return
    content = ContentStream(page.get_contents(), page.pdf)
    for x, y, value in filled:
        content.operations += [
            ([], b"BT"),
            ([NameObject(_FONT), FloatObject(8)], b"Tf"),
            ([FloatObject(each) for each in (1, 0, 0, 1, x, y)], b"Tm"),
            ([ByteStringObject(value.encode("cp1252", "replace"))], b"Tj"),
            ([], b"ET"),
        ]
    resources = page["/Resources"].get_object()
    fonts = resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    fonts[NameObject(_FONT)] = DictionaryObject({NameObject(name): NameObject(value) for name, value in font.items()})
    page[NameObject("/Contents")] = content


def _filled(annotation: Any) -> tuple[int, int, str] | None:
    """Give place and value of a text field somebody filled in."""
    field = annotation.get_object()
    parent = field.get("/Parent")
    of = parent.get_object() if parent is not None and "/V" not in field else field
    kind = field.get("/FT") or (parent.get_object().get("/FT") if parent is not None else None)
    value = of.get("/V")
    if field.get("/Subtype") != "/Widget" or kind != "/Tx" or not isinstance(value, str) or not value.strip():
        return None
    left, bottom, _, top = (int(each) for each in field["/Rect"])
    return left, bottom + min(4, (top - bottom) // 4), value.strip().replace("\n", " ")[:200]


def main() -> None:
    """Read what comes in, within bounds that nothing in it can lift; answer nothing when it can't be read."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        text = text_of(sys.stdin.buffer.read())
    except (UnreadableError, MemoryError):
        return
    json.dump({"pages": text.pages, "whole": text.is_whole}, sys.stdout)


if __name__ == "__main__":
    main()
