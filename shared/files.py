"""Files: addresses that let a browser put or get one object, for minutes, and nothing else.

Signed with Signature Version 4. An address is good for one key (or one version of it) and for at most five minutes,
never longer than the right it stands for.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import quote

LONGEST = timedelta(minutes=5)
_SIGNED_WITHIN = timedelta(seconds=1)

# RFC 8187 §3.2.1, attr-char besides letters and digits.
_ATTR = "!#$&+-.^_`|~"
_SEPARATORS = frozenset('/\\:*?"<>|')
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_NAME_LENGTH = 150


class NoTimeLeftError(ValueError):
    """The right to the object ends within the second, so no address can stand for it."""


class S3(Protocol):
    """The part of boto3's S3 client that is used here."""

    def generate_presigned_post(self, **request: Any) -> dict[str, Any]: ...
    def generate_presigned_url(self, operation: str, **request: Any) -> str: ...


@dataclass(frozen=True)
class Upload:
    """Where a browser posts one file (multipart/form-data): these fields first, in any order, then `file`."""

    url: str
    fields: dict[str, str]


class Files:
    """One bucket."""

    def __init__(self, client: Callable[[], S3], bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def upload(self, key: str, content_type: str, size: int, rest: timedelta = LONGEST) -> Upload:
        """Let exactly this key, type and number of bytes be stored, for five minutes or what is left of the right."""
        answer = self._client().generate_presigned_post(
            Bucket=self._bucket,
            Key=key,
            Fields={"Content-Type": content_type},
            Conditions=[{"Content-Type": content_type}, ["content-length-range", size, size]],
            ExpiresIn=seconds_left(rest),
        )
        return Upload(answer["url"], answer["fields"])

    def download(self, key: str, version: str | None, name: str, rest: timedelta = LONGEST) -> str:
        """Let this version be fetched, as an attachment called `name`, for five minutes or what is left of the right.

        What is written once, under a key of its own, needs no version to be named.
        The type is always application/octet-stream: what a client put in is never rendered on an origin of ours.
        """
        return self._client().generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                **({"VersionId": version} if version else {}),
                "ResponseContentDisposition": attachment(name),
                "ResponseContentType": "application/octet-stream",
                "ResponseCacheControl": "private, no-store",
            },
            ExpiresIn=seconds_left(rest),
        )


def attachment(name: str) -> str:
    """Spell Content-Disposition (RFC 6266): an ASCII name for old readers, the true one in RFC 8187 beside it.

    Path separators, control and direction-changing characters are taken out, so that the name shown is the name stored.
    """
    shown = "".join(_allowed(each) for each in unicodedata.normalize("NFC", name)).strip(" .") or "file"
    stem, dot, suffix = shown.rpartition(".")
    room = _NAME_LENGTH - len(dot + suffix)
    if len(shown) > _NAME_LENGTH:
        shown = stem[:room] + dot + suffix if room > 0 else shown[:_NAME_LENGTH]
    plain = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode().replace("%", "_").strip()
    if not plain.strip(".") or plain.startswith("."):
        plain = f"file{plain.rstrip('.')}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe=_ATTR)}"


def _allowed(character: str) -> str:
    if character in _SEPARATORS:
        return "_"
    return "" if unicodedata.category(character) in _UNSEEN else character


def lasting(rest: timedelta = LONGEST) -> timedelta:
    """Tell for how long an address is good that stands for this right."""
    return timedelta(seconds=seconds_left(rest))


def seconds_left(rest: timedelta) -> int:
    """Tell for how many seconds an address may be good; NoTimeLeftError when that is none.

    One less than is left of the right: between asking the time and signing by it a cold client is made.
    """
    seconds = int(min(rest - _SIGNED_WITHIN, LONGEST).total_seconds())
    if seconds < 1:
        raise NoTimeLeftError
    return seconds
