"""An authenticator app: time-based one-time passwords (RFC 6238), six digits of HMAC-SHA-1 every thirty seconds."""

import base64
import hmac
from datetime import datetime, timedelta

STEP = timedelta(seconds=30)


def code_of(secret: str, at: datetime) -> str:
    """Show what the app shows at this moment."""
    counter = int(at.timestamp()) // int(STEP.total_seconds())
    padded = secret + "=" * (-len(secret) % 8)
    digest = hmac.digest(base64.b32decode(padded, casefold=True), counter.to_bytes(8), "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def is_code(secret: str, code: str, at: datetime) -> bool:
    """Take the code of the moment, and for clocks that go wrong the one before and after."""
    return code in {code_of(secret, at + step * STEP) for step in (-1, 0, 1)}
