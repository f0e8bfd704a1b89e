"""Papers of identity. A passport proves itself by its check digits; a licence is told by what every one must bear."""

import re
from collections.abc import Sequence
from itertools import pairwise

from functions.documents.model.recognition.people import is_name, spelled
from functions.documents.model.recognition.sheets import Sheet

_WIDTH = 44
_FIRST = re.compile(r"P[A-Z<][A-Z<]{3}[A-Z<]{39}")
_SECOND = re.compile(r"[A-Z0-9<]{9}\d[A-Z<]{3}\d{6}\d[MFX<]\d{6}\d[A-Z0-9<]{14}[\d<]\d")
_TITLE = re.compile(r"(?:[a-z]{0,24})(?:driver?s?|driving|operators?)licen[cs]e(?:usa)?")
# What AAMVA's card design asks for; a number of the field may stand before.
_FIELDS = (
    "d?dlno?",
    "class",
    "dob",
    "exp",
    "iss",
    "sex",
    "hgt",
    "wgt",
    "eyes",
    "rest(?:rictions)?",
    "end(?:orsements)?",
)
_FEWEST_FIELDS = 5
_MOST_WORDS = 120
_LAST_NAME, _FIRST_NAME = re.compile(r"(?:1|LN)\s+(.+)"), re.compile(r"(?:2|FN)\s+(.+)")


def passport(sheets: Sequence[Sheet]) -> tuple[str | None] | None:
    """Tell whether a machine-readable zone of a passport is there, whole (ICAO 9303-4), and whose: None when not."""
    for sheet in sheets:
        lines = ["".join(cell.text for cell in line).replace(" ", "") for line in sheet.lines]
        for first, second in pairwise(lines):
            if _FIRST.fullmatch(first) and _SECOND.fullmatch(second) and _is_proved(second):
                surname, _, given = first[5:].rstrip("<").partition("<<")
                words = f"{given}<{surname}".replace("<", " ").split()
                return (spelled(" ".join(words)) if given and surname and "<<" not in given else None,)
    return None


def licence(sheets: Sequence[Sheet]) -> tuple[str | None] | None:
    """Tell whether these are the sides of a driver's licence, and whose; None when they are not."""
    if sum(sheet.words for sheet in sheets) > _MOST_WORDS:
        return None
    cells = [cell for sheet in sheets for cell in sheet.cells]
    if not any(_TITLE.fullmatch(cell.plain) for cell in cells):
        return None
    met = sum(
        any(re.match(rf"(?:\d{{1,2}}[a-d]?\s*)?{each}\b", cell.text.casefold()) for cell in cells) for each in _FIELDS
    )
    if met < _FEWEST_FIELDS:
        return None
    last, first = (
        {found[1] for cell in cells if (found := pattern.fullmatch(cell.text.strip()))}
        for pattern in (_LAST_NAME, _FIRST_NAME)
    )
    name = f"{first.pop()} {last.pop()}" if len(first) == len(last) == 1 else ""
    return (spelled(name) if is_name(name.split()) else None,)


def _is_proved(line: str) -> bool:
    """Check the digits of the second line: number, birth, expiry, what the state put in, and all of them."""
    parts = ((line[:9], line[9]), (line[13:19], line[19]), (line[21:27], line[27]), (line[28:42], line[42]))
    whole = (line[:10] + line[13:20] + line[21:43], line[43])
    return all(_check(text) == (0 if digit == "<" else int(digit)) for text, digit in (*parts, whole))


def _check(text: str) -> int:
    """Compute a check digit (ICAO 9303-3 §4.9): letters from A = 10, `<` = 0, weights 7, 3, 1."""
    values = (0 if each == "<" else int(each, 36) for each in text)
    return sum(value * (7, 3, 1)[n % 3] for n, value in enumerate(values)) % 10
