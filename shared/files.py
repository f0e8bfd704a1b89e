"""Files: addresses that let a browser put or get one object, for minutes, and nothing else.

Signed with Signature Version 4. An address is good for one key (or one version of it) and for at most five minutes,
never longer than the right it stands for.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from urllib.parse import quote

from shared.domain.clock import Clock

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


@dataclass(frozen=True)
class Download:
    """An address that fetches one object, good until `expires_at`."""

    url: str
    expires_at: datetime


class Files:
    """One bucket. Whoever asks for an address tells `until` when the right ends that it stands for, if it ends."""

    def __init__(self, client: Callable[[], S3], bucket: str, clock: Clock) -> None:
        self._client = client
        self._bucket = bucket
        self._clock = clock

    def upload(self, key: str, content_type: str, size: int, until: datetime | None = None) -> Upload:
        """Let exactly this key, type and number of bytes be stored, for five minutes or what is left of the right."""
        client = self._client()
        answer = client.generate_presigned_post(
            Bucket=self._bucket,
            Key=key,
            Fields={"Content-Type": content_type},
            Conditions=[{"Content-Type": content_type}, ["content-length-range", size, size]],
            ExpiresIn=_seconds_left(until, self._clock()),
        )
        return Upload(answer["url"], answer["fields"])

    def part(self, key: str, upload: str, number: int, size: int, until: datetime | None = None) -> str:
        """Let one part of an object be put, for five minutes or what is left of the right; its length is signed."""
        client = self._client()
        return client.generate_presigned_url(
            "upload_part",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "UploadId": upload,
                "PartNumber": number,
                "ContentLength": size,
            },
            ExpiresIn=_seconds_left(until, self._clock()),
            HttpMethod="PUT",
        )

    def download(self, key: str, version: str | None, name: str, until: datetime | None = None) -> Download:
        """Let this version be fetched, as an attachment called `name`, for five minutes or what is left of the right.

        What is written once, under a key of its own, needs no version to be named.
        The type is always application/octet-stream: what a client put in is never rendered on an origin of ours.
        """
        client, now = self._client(), self._clock()
        seconds = _seconds_left(until, now)
        url = client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                **({"VersionId": version} if version else {}),
                "ResponseContentDisposition": attachment(name),
                "ResponseContentType": "application/octet-stream",
                "ResponseCacheControl": "private, no-store",
            },
            ExpiresIn=seconds,
        )
        return Download(url, now + timedelta(seconds=seconds))


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


def _seconds_left(until: datetime | None, now: datetime) -> int:
    """Tell for how many seconds an address may be good; NoTimeLeftError when that is none.

    One less than is left of the right, for the moment between asking the time and signing by it. Ask it with the client
    at hand: to make a cold one takes longer than that.
    """
    rest = LONGEST if until is None else min(until - now, LONGEST)
    seconds = int((rest - _SIGNED_WITHIN).total_seconds())
    if seconds < 1:
        raise NoTimeLeftError
    return seconds
