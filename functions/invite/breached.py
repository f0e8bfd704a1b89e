"""Passwords known from breaches, as a set of hash prefixes beside this module.

NIST SP 800-63B-4 §3.1.1.2 demands that a new password is compared, whole, with a blocklist of commonly used, expected
or compromised ones, and forbids to look for parts of it. So the only liberty taken is spelling: case and Unicode
composition don't tell two passwords apart. Nothing is cut off, neither digits nor symbols.

The set holds what a person could really choose here: of the million most common breached passwords those as long as
the portal demands (§A.3: shorter entries serve nothing). `local/breached.py` builds it and names its source.

A prefix of 5 bytes makes a good password look breached once in some 25 million times (entries / 2^40).
"""

import hashlib
import unicodedata
from bisect import bisect_left
from functools import cache
from pathlib import Path

PREFIX_BYTES = 5
PREFIXES = Path(__file__).with_suffix(".bin")


def is_breached(password: str) -> bool:
    """Tell whether the password is among the well-known breached ones, in whatever case.

    Says nothing about passwords under the portal's least length: none is in the set.
    """
    prefixes, wanted = _prefixes(), prefix(password)
    place = bisect_left(range(len(prefixes) // PREFIX_BYTES), wanted, key=lambda index: _entry(prefixes, index))
    return _entry(prefixes, place) == wanted


def prefix(password: str) -> bytes:
    """What the set keeps of a password: the first bytes of SHA-256 over its spelling without case.

    Two passwords share it if they are canonical caseless matches (Unicode Standard §3.13, D145).
    """
    spelling = unicodedata.normalize("NFD", unicodedata.normalize("NFD", password).casefold())
    # JSON can carry half a surrogate pair; such a password is odd, not an error.
    return hashlib.sha256(spelling.encode(errors="surrogatepass")).digest()[:PREFIX_BYTES]


@cache
def _prefixes() -> memoryview:
    """The sorted prefixes, read when first asked for and kept as long as the process lives."""
    return memoryview(PREFIXES.read_bytes())


def _entry(prefixes: memoryview, index: int) -> bytes:
    """The entry at `index`; empty past the end, which equals no prefix."""
    return bytes(prefixes[index * PREFIX_BYTES : (index + 1) * PREFIX_BYTES])
