"""How a token is spelled.

base64url without padding of: version and purpose (1 byte each), firm (16), id (16), n (1), generation (2), and the
HMAC-SHA-256 (FIPS 198-1, computed inside KMS) over all of that (32). 69 bytes, 92 characters; 256 bits to guess.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import NotFoundError, UnavailableError
from shared.domain.ids import FirmId, decode, encode

_VERSION = 1
_MAC = 32
_LENGTH = 2 + 16 + 16 + 1 + 2 + _MAC


class Purpose(IntEnum):
    """What a token is good for; one purpose never opens another's door."""

    MEMBER_INVITATION = 1
    CLIENT_INVITATION = 2
    MEMBER_PASSWORD_RESET = 3
    CLIENT_PASSWORD_RESET = 4
    SHARE_LINK = 5
    UPLOAD_LINK = 6
    SIGN_LINK = 7
    PAY_LINK = 8
    REQUEST_LINK = 9


@dataclass(frozen=True)
class Claims:
    """What a token says. `id` is 26 characters as in `ids.encode`; `n` tells recipients of one thing apart."""

    purpose: Purpose
    firm: FirmId
    id: str
    generation: int
    n: int = 0

    def encoded(self) -> bytes:
        return b"".join(
            (
                bytes((_VERSION, self.purpose)),
                decode(self.firm[4:]),
                decode(self.id),
                self.n.to_bytes(1),
                self.generation.to_bytes(2),
            )
        )


class Kms(Protocol):
    """The part of boto3's KMS client that is used here."""

    def generate_mac(self, **request: Any) -> dict[str, Any]: ...


class TokenKey:
    """The HMAC key, which never leaves KMS: each use is a call to it. UnavailableError when KMS does not answer."""

    def __init__(self, client: Callable[[], Kms], key_id: str) -> None:
        self._client = client
        self._key_id = key_id

    def mac(self, message: bytes) -> bytes:
        try:
            answer = self._client().generate_mac(KeyId=self._key_id, MacAlgorithm="HMAC_SHA_256", Message=message)
        except (BotoCoreError, ClientError) as failed:
            raise UnavailableError from failed
        mac: bytes = answer["Mac"]
        return mac

    def derived(self, label: str) -> bytes:
        """Derive a key of its own for something that is no token; the label cannot be mistaken for claims."""
        return self.mac(f"portico/{label}".encode())


class Tokens:
    """Derives tokens: the same claims give the same token, for whoever holds the grant on the key."""

    def __init__(self, key: TokenKey) -> None:
        self._key = key

    def derive(self, claims: Claims) -> str:
        body = claims.encoded()
        return base64.urlsafe_b64encode(body + self._key.mac(body)).decode().rstrip("=")

    def proof(self, claims: Claims) -> str:
        """Give what is stored of the token: the hex SHA-256 of its MAC."""
        return hashlib.sha256(self._key.mac(claims.encoded())).hexdigest()


def read(token: str) -> tuple[Claims, str]:
    """Read a token's claims and the proof it offers; NotFoundError when it has not the form of one.

    Nothing is proved by this: the caller compares the proof with the one stored, by `proves`.
    """
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        if len(raw) != _LENGTH or raw[0] != _VERSION or base64.urlsafe_b64encode(raw).decode().rstrip("=") != token:
            raise NotFoundError
        claims = Claims(
            purpose=Purpose(raw[1]),
            firm=FirmId(f"frm_{encode(raw[2:18])}"),
            id=encode(raw[18:34]),
            n=raw[34],
            generation=int.from_bytes(raw[35:37]),
        )
    except ValueError as malformed:
        raise NotFoundError from malformed
    return claims, hashlib.sha256(raw[-_MAC:]).hexdigest()


def proves(offered: str, stored: str | None) -> bool:
    """Compare in constant time; nothing stored proves nothing."""
    return stored is not None and hmac.compare_digest(offered, stored)
