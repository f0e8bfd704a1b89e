"""Names as they are searched: by the beginning of any word, whatever the case, the accents, the width of letters.

Letters are folded by Unicode's compatibility decomposition (UAX 15, NFKD) and full case folding; marks combined with a
letter fall away. What only looks alike in another script stays another letter.
"""

import unicodedata

MAX_WORDS = 8
_MAX_LETTERS = 40
FIRST_LETTERS = 2


def words(text: str) -> tuple[str, ...]:
    """Give the words of a text, folded, each once and in order; signs, emoji and punctuation only separate them."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(each for each in folded if not unicodedata.combining(each))
    return tuple(dict.fromkeys("".join(each if _is_letter(each) else " " for each in letters).split()))


def searchable(name: str) -> tuple[str, ...]:
    """Give the words a name is found by: the first eight of two letters and more, cut to 40 letters."""
    long_enough = (each[:_MAX_LETTERS] for each in words(name) if len(each) >= FIRST_LETTERS)
    return tuple(dict.fromkeys(long_enough))[:MAX_WORDS]


def begins(name: str, asked: tuple[str, ...]) -> bool:
    """Tell whether each word asked for is the beginning of a word of the name."""
    own = words(name)
    return all(any(word.startswith(each) for word in own) for each in asked)


def sought(asked: tuple[str, ...]) -> str | None:
    """Choose the word to search by: the longest. None when even that is too short to be searched by."""
    longest = max(asked, key=len)
    return longest[:_MAX_LETTERS] if len(longest) >= FIRST_LETTERS else None


def found_by(name: str, sought: str) -> str | None:
    """Name the one word under which a name is listed in a search, so that it is listed once."""
    return min((each for each in searchable(name) if each.startswith(sought)), default=None)


def _is_letter(character: str) -> bool:
    """Tell letters and digits; of the marks, those that are letters of their script and not an accent on one."""
    return character.isalnum() or unicodedata.category(character).startswith("M")
