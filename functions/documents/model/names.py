"""Names of files: cleaned at the door, unique in their folder whatever their case, found by the words in them."""

import hashlib
import re
import unicodedata
from itertools import islice

NAME_LENGTH = 150
# A sort key takes 1024 bytes; an id stands behind the name.
_FOLDED_BYTES = 960
_MOST_WORDS = 8
_LONGEST_WORD = 64
_SHORTEST_WORD = 2
_SEPARATORS = re.compile(r'[/\\:*?"<>|]')
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_LETTER_TIED = re.compile(r"\b(\w)-(?=\w)")
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
    """Fold what most file systems take for the same name.

    A few letters fold into many. What would be too long for a key is cut, and told apart by its digest.
    """
    whole = unicodedata.normalize("NFKC", name).casefold()
    if len(whole.encode()) <= _FOLDED_BYTES:
        return whole
    begun = whole.encode()[: _FOLDED_BYTES - 64].decode(errors="ignore")
    return begun + hashlib.sha256(whole.encode()).hexdigest()


def words(name: str) -> tuple[str, ...]:
    """Name the words a document is found by: the first eight of its name, folded, each by its first 64 letters.

    Accents fall away. A letter and what a hyphen ties to it are one word: W-2 is found as `w-2` and as `w2`.
    """
    return tuple(islice((each for each in _spoken(name) if len(each) >= _SHORTEST_WORD), _MOST_WORDS))


def sought(text: str) -> str | None:
    """Choose the word of a text to search by: the longest. None when even that is too short."""
    longest = max(_spoken(text), key=len, default="")
    return longest if len(longest) >= _SHORTEST_WORD else None


def found_by(name: str, beginning: str) -> str | None:
    """Name the one word under which a document is listed in a search, so that it is listed once."""
    return min((each for each in words(name) if each.startswith(beginning)), default=None)


def begins(name: str, text: str) -> bool:
    """Tell whether each word of a text begins a word of the name."""
    own = _spoken(name)
    return all(any(word.startswith(each) for word in own) for each in _spoken(text))


def _spoken(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each)).replace("_", " ")
    split = re.split(r"\W+", _LETTER_TIED.sub(r"\1", letters))
    return tuple(dict.fromkeys(each[:_LONGEST_WORD] for each in split if each))
