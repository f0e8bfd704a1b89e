"""Identifiers: a short prefix for people, 128 bits for machines.

The 26 characters are Crockford base32 as in the ULID specification (github.com/ulid/spec), so ids made from time sort
by time. Two kinds are derived instead of drawn: a firm's from its founding slug, a credential's from firm and e-mail,
so that signing in needs no look-up (docs/adr/0003).
"""

import hashlib
import re
import secrets
from datetime import datetime
from typing import NewType

from shared.domain.errors import NotFoundError

FirmId = NewType("FirmId", str)
MemberId = NewType("MemberId", str)
AccountId = NewType("AccountId", str)
ContactId = NewType("ContactId", str)
PersonId = NewType("PersonId", str)
TieId = NewType("TieId", str)
RequestId = NewType("RequestId", str)
JobId = NewType("JobId", str)
ImportId = NewType("ImportId", str)
FolderId = NewType("FolderId", str)
DocumentId = NewType("DocumentId", str)
UploadId = NewType("UploadId", str)
ZipId = NewType("ZipId", str)
LinkId = NewType("LinkId", str)

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BODY = r"[0-7][0-9A-HJKMNP-TV-Z]{25}"
_FORM = re.compile(rf"[a-z]{{3}}_{_BODY}")


def encode(value: bytes) -> str:
    """Spell 16 bytes as 26 characters that sort like the bytes."""
    number = int.from_bytes(value)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def decode(text: str) -> bytes:
    """Give back the 16 bytes of `encode`; ValueError when the text is none of its spellings."""
    if re.fullmatch(_BODY, text) is None:
        raise ValueError(text)
    number = 0
    for character in text:
        number = number << 5 | _ALPHABET.index(character)
    return number.to_bytes(16)


def ulid(now: datetime) -> str:
    """Draw an id that sorts by `now` in milliseconds and has 80 random bits."""
    return encode(int(now.timestamp() * 1000).to_bytes(6) + secrets.token_bytes(10))


def first_ulid(at: datetime) -> str:
    """Spell where the ids of this millisecond begin."""
    return encode(int(at.timestamp() * 1000).to_bytes(6) + bytes(10))


def last_ulid(at: datetime) -> str:
    """Spell where the ids of this millisecond end."""
    return encode(int(at.timestamp() * 1000).to_bytes(6) + b"\xff" * 10)


def digest(*parts: str) -> str:
    """Derive 128 bits from the parts, in order; a zero byte between them keeps ("ab","c") apart from ("a","bc")."""
    return encode(hashlib.sha256("\0".join(parts).encode()).digest()[:16])


def firm_id(slug: str) -> FirmId:
    """Name the firm founded under this slug."""
    return FirmId(f"frm_{digest('firm', slug)}")


def email_digest(firm: FirmId, email: str) -> str:
    """Name the credential of an already normalised e-mail in a firm: the same e-mail differs from firm to firm."""
    return digest("email", firm, email)


def member_id(firm: FirmId, email: str) -> MemberId:
    return MemberId(f"mem_{email_digest(firm, email)}")


def person_id(firm: FirmId, email: str) -> PersonId:
    return PersonId(f"per_{email_digest(firm, email)}")


def bare(prefixed: str) -> str:
    """Strip the three-letter prefix: what keys, tokens and user names carry."""
    return prefixed[4:]


def new(prefix: str, now: datetime) -> str:
    return f"{prefix}_{ulid(now)}"


def known[Id: str](kind: type[Id] | NewType, text: str) -> Id:
    """Read an id that came from outside.

    A malformed id, another firm's and an unknown one are one answer, so whatever has not the form of `kind` is refused
    as NotFoundError here, before it can reach a key.
    """
    if _FORM.fullmatch(text) is None or text[:4] != _PREFIXES[kind]:
        raise NotFoundError
    return kind(text)  # type: ignore[return-value]  # a NewType call returns its own type


_PREFIXES: dict[object, str] = {
    FirmId: "frm_",
    MemberId: "mem_",
    AccountId: "acc_",
    ContactId: "con_",
    PersonId: "per_",
    TieId: "tie_",
    RequestId: "arq_",
    JobId: "job_",
    ImportId: "imp_",
    FolderId: "fld_",
    DocumentId: "doc_",
    UploadId: "upl_",
    ZipId: "zip_",
    LinkId: "lnk_",
}
