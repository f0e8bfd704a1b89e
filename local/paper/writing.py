"""A writer of small PDFs (ISO 32000-1): pages of text at places, boxes around it, nothing else."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# US Letter, in points, from the lower left corner.
WIDTH, HEIGHT = 612, 792
_MARGIN = 54
_LEADING = 1.35


@dataclass
class Sheet:
    """One page, written from the top left corner: `y` counts downwards."""

    marks: list[bytes] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 8, *, bold: bool = False) -> "Sheet":
        """Put one line of text; `y` is its baseline."""
        face = b"/F2" if bold else b"/F1"
        place = f"{size:g} Tf 1 0 0 1 {x:g} {HEIGHT - y:g} Tm".encode()
        self.marks.append(b"BT %s %s (%s) Tj ET" % (face, place, _escaped(words)))
        return self

    def box(self, x: float, y: float, width: float, height: float) -> "Sheet":
        """Draw a box by its upper left corner."""
        self.marks.append(f"0.5 w {x:g} {HEIGHT - y - height:g} {width:g} {height:g} re S".encode())
        return self

    def paragraphs(self, text: str, y: float = 80, size: float = 11) -> "Sheet":
        """Write running text, broken at the width of the page."""
        most = int((WIDTH - 2 * _MARGIN) / (size * 0.5))
        for line in text.splitlines():
            for each in _broken(line, most):
                self.text(_MARGIN, y, each, size)
                y += size * _LEADING
        return self


def written(sheets: Sequence[Sheet], title: str | None = None) -> bytes:
    """Put pages together; the same sheets give the same bytes."""
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(sheets)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % _escaped(title or ""),
    ]
    for n, sheet in enumerate(sheets):
        content = b"\n".join(sheet.marks)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (WIDTH, HEIGHT, first + 2 * n + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _filed(objects)


def encrypted(pdf: bytes, password: str = "secret") -> bytes:  # noqa: S107  # nothing lies behind it
    """Encrypt a PDF, so that nobody without the password reads it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def padded(pdf: bytes, size: int) -> bytes:
    """Make it exactly `size` bytes long; it opens as before. ValueError when it is longer already."""
    # What follows the last %%EOF is a comment, which readers take within the last kilobyte; so it stands before it.
    head, mark, tail = pdf.rpartition(b"startxref")
    room = size - len(pdf) - len(b"%\n")
    if room < 0:
        raise ValueError(f"it is {len(pdf)} bytes long already")
    return b"".join((head, b"%", b"\x20" * room, b"\n", mark, tail))


def _filed(objects: Iterable[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for n, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % each for each in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(places) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _escaped(words: str) -> bytes:
    raw = words.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _broken(line: str, most: int) -> Iterable[str]:
    held = ""
    for word in line.split():
        if held and len(held) + 1 + len(word) > most:
            yield held
            held = word
        else:
            held = f"{held} {word}".strip()
    yield held
