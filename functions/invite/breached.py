"""Passwords known from breaches, as a set of hash prefixes beside this module.

NIST SP 800-63B-4 §3.1.1.2 demands that a new password is compared, whole, with a blocklist of commonly used, expected
or compromised ones, and forbids to look for parts of it. So the only liberty taken is spelling: case and Unicode
composition don't tell two passwords apart. Nothing is cut off, neither digits nor symbols.

The set holds what a person could really choose here: of the million most common breached passwords those as long as
the portal demands (§A.3: shorter entries serve nothing). `local/breached.py` builds it and names its source.

An entry is 32 bits, so a good password looks breached once in some 97,000 times (entries / 2^32). Elias's and Fano's
code keeps them in about 18.5 bits each: sorted, the low halves stand one after the other; of the high halves it says
only how many entries share each, in unary, a 1 an entry and a 0 to the next half.
"""

import hashlib
import unicodedata
from array import array
from functools import cache
from itertools import accumulate
from pathlib import Path

PREFIX_BITS = 32
HALF_BITS = 16
COUNT_BYTES = 4
PREFIXES = Path(__file__).with_suffix(".bin")


def is_breached(password: str) -> bool:
    """Tell whether the password is among the well-known breached ones, in whatever case.

    Says nothing about passwords under the portal's least length: none is in the set.
    """
    high, low = divmod(prefix(password), 1 << HALF_BITS)
    lows, starts = _halves()
    return low in lows[starts[high] : starts[high + 1]]


def prefix(password: str) -> int:
    """What the set keeps of a password: the first 32 bits of SHA-256 over its spelling without case.

    Two passwords share it if they are canonical caseless matches (Unicode Standard §3.13, D145).
    """
    spelling = unicodedata.normalize("NFD", unicodedata.normalize("NFD", password).casefold())
    # JSON can carry half a surrogate pair; such a password is odd, not an error.
    return int.from_bytes(hashlib.sha256(spelling.encode(errors="surrogatepass")).digest()[: PREFIX_BITS // 8])


@cache
def _halves() -> tuple[memoryview, array[int]]:
    """The low halves, and where those of each high half start: read when first asked for and kept for good."""
    packed = PREFIXES.read_bytes()
    runs_from = COUNT_BYTES + int.from_bytes(packed[:COUNT_BYTES]) * HALF_BITS // 8
    runs = f"{int.from_bytes(packed[runs_from:]):b}".removeprefix("1").split("0")
    return memoryview(packed[COUNT_BYTES:runs_from]).cast("H"), array("I", accumulate(map(len, runs), initial=0))
