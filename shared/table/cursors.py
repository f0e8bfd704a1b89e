"""Cursors: opaque, signed, and good only for the very query that gave them.

The signature is HMAC-SHA-256 over the query's fingerprint and the last key; the fingerprint holds the partition, which
holds the firm, so a cursor cannot be carried into another firm, list or order.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable

from shared.domain.errors import FieldFault, ValidationFailedError

_TAG = 16


class Cursors:
    """Seals and opens cursors; the key is asked for at the first page that has a next one."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._key = key

    def seal(self, query: str, last: dict[str, str]) -> str:
        body = json.dumps(last, separators=(",", ":"), sort_keys=True).encode()
        return base64.urlsafe_b64encode(self._tag(query, body) + body).decode().rstrip("=")

    def open(self, query: str, cursor: str) -> dict[str, str]:
        """Give back the last key; ValidationFailedError on `cursor` when forged, cut or from another query."""
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        except ValueError as malformed:
            raise _refused() from malformed
        tag, body = raw[:_TAG], raw[_TAG:]
        if not hmac.compare_digest(tag, self._tag(query, body)):
            raise _refused()
        last: dict[str, str] = json.loads(body)
        return last

    def _tag(self, query: str, body: bytes) -> bytes:
        return hmac.digest(self._key(), hashlib.sha256(query.encode()).digest() + body, "sha256")[:_TAG]


def _refused() -> ValidationFailedError:
    fault = FieldFault("cursor", "CURSOR_INVALID", "This cursor does not belong to this list.")
    return ValidationFailedError(faults=[fault])
