"""Whose a form is: a name counts only where it stands by itself under its label, and the same on every copy."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from functions.documents.model.recognition.rules import Rule
from functions.documents.model.recognition.sheets import Sheet

LONGEST = 40
_MOST_WORDS = 5
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*\.?")
_PARTICLES = frozenset({"da", "de", "del", "della", "der", "di", "du", "la", "le", "van", "von", "y", "zu"})
# Words of companies, of printed labels and of addresses: what holds one is no person's name read with certainty.
_PRINTED = """
account address and apt ave avenue bank box city co code company control copy corp corporation date employee employer
estate federal firm for foundation form fund group holdings identification inc incorporated initial instructions llc llp
lp ltd name no none not number of office or partners payer pllc recipient road see social state street tax the to town
trust void your zip
"""
_NO_NAME = frozenset(_PRINTED.split())
_UNSPELLED = str.maketrans({"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"})


def holder(rule: Rule, sheets: Iterable[Sheet]) -> str | None:
    """Read the taxpayer's name as it is spelled in names of documents; None when none or more than one is there."""
    named = {spelled(each) for sheet in sheets for each in _named(rule, sheet)}
    return named.pop() if len(named) == 1 else None


def spelled(name: str) -> str | None:
    """Spell a name in ASCII and upper case, its words joined by dashes; None when letters of it have no such form."""
    letters = unicodedata.normalize("NFKD", name.translate(_UNSPELLED))
    plain = "".join(each for each in letters if unicodedata.category(each) != "Mn" and each not in "'\u2019.")
    if not plain.isascii():
        return None
    words = re.findall(r"[A-Z0-9]+", plain.upper())
    while len("-".join(words)) > LONGEST:
        words.pop()
    return "-".join(words) or None


def is_name(words: Sequence[str], *, least: int = 2) -> bool:
    """Tell whether these words can be nothing but a person's name."""
    return (
        least <= len(words) <= _MOST_WORDS
        and all(_WORD.fullmatch(each) for each in words)
        and all(each[0].isupper() or each in _PARTICLES for each in words)
        and not any(each.casefold().rstrip(".") in _NO_NAME for each in words)
        and any(len(each) > 1 for each in words)
    )


def _named(rule: Rule, sheet: Sheet) -> Iterable[str]:
    """Give each name on the page."""
    if rule.whole_names:
        for label in rule.labelled(rule.whole_names, sheet):
            cell = sheet.below(label)
            if cell is not None and not rule.is_label(cell) and (name := _in_order(cell.text)):
                yield name
    if rule.first_names and rule.last_names:
        last_names = list(rule.labelled(rule.last_names, sheet))
        for label in rule.labelled(rule.first_names, sheet):
            beside = next((each for each in last_names if each.line == label.line and each.start > label.start), None)
            first, last = sheet.below(label), sheet.below(beside) if beside else None
            if first is None or last is None or rule.is_label(first) or rule.is_label(last):
                continue
            if first.line == last.line and all(is_name(each.text.split(), least=1) for each in (first, last)):
                yield f"{first.text} {last.text}"


def _in_order(text: str) -> str | None:
    """Bring "Doe, Jane Q" into the order it is said in; None when it is no name."""
    last, comma, first = text.partition(",")
    words = f"{first} {last}".split() if comma and first.strip() else text.split()
    return " ".join(words) if is_name(words) else None
