"""The question between the password and the session, handed to whoever signs in and sealed until they answer it.

What the pool needs to go on travels with the caller, so nothing is stored; the seal keeps it theirs and short-lived.
"""

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

from functions.invite.model.entities import Firm
from functions.invite.model.refusals import ChallengeOverError
from functions.invite.pools import Asked, Audience, Factor, Session
from functions.invite.service.credentials import Credential, audience_of
from shared.domain.clock import Clock
from shared.domain.ids import FirmId, MemberId, PersonId

# As long as the pools keep their own part of it.
OPEN_FOR = timedelta(minutes=3)
_TAG = 32


@dataclass(frozen=True)
class Challenge:
    """What to answer by a code; `secret` and `uri` are for the app of whoever sets the factor up."""

    factor: Factor
    token: str
    secret: str | None = None
    uri: str | None = None


type Admission = Session | Challenge


@dataclass(frozen=True)
class Pending:
    """An open question: at which door, of whom, and the pool's part of it."""

    audience: Audience
    firm: FirmId
    credential: MemberId | PersonId
    asked: Asked


class Challenges:
    """Seals questions and opens them again."""

    def __init__(self, key: Callable[[], bytes], clock: Clock) -> None:
        self._key = key
        self._clock = clock

    def admission(self, outcome: Session | Asked, credential: Credential, firm: Firm) -> Admission:
        """Give the session, or the question sealed for whoever has just shown the password."""
        if isinstance(outcome, Session):
            return outcome
        until = int((self._clock() + OPEN_FOR).timestamp())
        parts = (audience_of(credential), credential.firm, credential.id, outcome.factor, outcome.session, until)
        body = json.dumps(parts, separators=(",", ":")).encode()
        token = base64.urlsafe_b64encode(self._tag(body) + body).decode().rstrip("=")
        uri = otpauth(outcome.secret, credential, firm) if outcome.secret else None
        return Challenge(outcome.factor, token, outcome.secret, uri)

    def open(self, token: str) -> Pending:
        """Open a question of ours; ChallengeOverError when it is none, or its three minutes are over."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except ValueError as malformed:
            raise ChallengeOverError from malformed
        tag, body = raw[:_TAG], raw[_TAG:]
        if not hmac.compare_digest(tag, self._tag(body)):
            raise ChallengeOverError
        audience, firm, credential, factor, session, until = json.loads(body)
        if self._clock() >= datetime.fromtimestamp(until, UTC):
            raise ChallengeOverError
        return Pending(Audience(audience), firm, credential, Asked(Factor(factor), session))

    def _tag(self, body: bytes) -> bytes:
        return hmac.digest(self._key(), body, "sha256")


def otpauth(secret: str, credential: Credential, firm: Firm) -> str:
    """Spell the secret as authenticator apps read it (Key URI Format): 6 digits, 30 seconds, HMAC-SHA-1."""
    label = quote(f"{firm.name}:{credential.email}", safe="")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': firm.name}, quote_via=quote)}"
