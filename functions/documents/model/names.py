"""Names of files: cleaned at the door, unique in their folder whatever their case, found by the words in them."""

import re
import unicodedata
from itertools import islice

NAME_LENGTH = 150
_MOST_WORDS = 8
_SHORTEST_WORD = 2
_SEPARATORS = re.compile(r'[/\\:*?"<>|]')
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# A suffix is what a program tells a file's kind by, not whatever follows the last dot.
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def cleaned(name: str) -> str:
    """Give a name any file system takes: no separators, nothing unseen, at most 150 characters, its suffix kept.

    ValueError when nothing is left of it.
    """
    seen = "".join(each for each in unicodedata.normalize("NFC", name) if unicodedata.category(each) not in _UNSEEN)
    shown = " ".join(_SEPARATORS.sub("_", seen).split()).strip(" .")
    if not shown:
        raise ValueError("nothing is left of the name")
    stem, suffix = parted(shown)
    return stem[: NAME_LENGTH - len(suffix)] + suffix


def parted(name: str) -> tuple[str, str]:
    """Part a name into stem and suffix, the dot with the latter."""
    found = _SUFFIX.search(name)
    return (name[: found.start()], found[0]) if found and found.start() else (name, "")


def numbered(name: str, n: int) -> str:
    """Spell the n-th of a name in a folder: `name (2).pdf`; the first stays as it is."""
    if n < 2:
        return name
    stem, suffix = parted(name)
    sign = f" ({n})"
    return stem[: NAME_LENGTH - len(suffix) - len(sign)] + sign + suffix


def folded(name: str) -> str:
    """Fold what most file systems take for the same name."""
    return unicodedata.normalize("NFKC", name).casefold()


def words(name: str) -> tuple[str, ...]:
    """Name the words a document is found by: the first eight of its stem and its suffix, folded."""
    found = (each for each in re.split(r"[^\w]+|_", folded(name)) if len(each) >= _SHORTEST_WORD)
    return tuple(islice(dict.fromkeys(found), _MOST_WORDS))
