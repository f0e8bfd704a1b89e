"""Texts that come from people: cleaned once, at the door, and typed from then on."""

import re
import unicodedata
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

# RFC 5321 §4.5.3.1 bounds local part (64) and path (254). The form is the one browsers accept (WHATWG HTML, e-mail
# state), lower-cased: one mailbox, one credential.
_EMAIL = re.compile(
    r"(?=.{3,254}$)(?=[^@]{1,64}@)[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@"
    r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+"
)


class Locale(StrEnum):
    """Languages in which clients are written to."""

    EN = "en"
    ES = "es"
    DE = "de"


def normalise_email(text: str) -> str:
    """Trim and lower-case an address; ValueError unless it has the form of one."""
    email = unicodedata.normalize("NFC", text).strip().lower()
    if _EMAIL.fullmatch(email) is None:
        raise ValueError("not an e-mail address")
    return email


def _one_line(text: str) -> str:
    """Fold white space; refuse what nobody sees.

    That is control and bidirectional-override characters, which could forge a header or a line, and a text without a
    single visible character.
    """
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    categories = {unicodedata.category(character) for character in folded}
    if categories & _FORBIDDEN or not _OVERRIDES.isdisjoint(folded):
        raise ValueError("control characters are not allowed")
    if categories <= _INVISIBLE:
        raise ValueError("must not be empty")
    return folded


def _paragraphs(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in folded if character not in "\n\t"):
        raise ValueError("control characters are not allowed")
    return folded


def _known_zone(name: str) -> str:
    """Take a zone by its name in the IANA database; reading the list of them is left to who asks for one."""
    from zoneinfo import available_timezones

    if name not in available_timezones():
        raise ValueError("no time zone of the IANA database")
    return name


_FORBIDDEN = frozenset({"Cc", "Cs", "Co", "Cn"})
_INVISIBLE = frozenset({"Cf", "Zs"})
# Unicode TR 9 explicit embeddings, overrides and isolates.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

type Email = Annotated[str, StringConstraints(max_length=320), AfterValidator(normalise_email)]
type Name = Annotated[str, StringConstraints(max_length=120), AfterValidator(_one_line)]
type Message = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_paragraphs)]
type TimeZone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]
type Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$")]
