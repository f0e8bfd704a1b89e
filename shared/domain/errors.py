"""The error tree: every refusal the house can give, each with a code a program can branch on.

Problems (RFC 9457) and the OpenAPI responses are both built from these classes, so neither can drift from the other.
Rooms add their own below these in their `model`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with one field of the request; `field` is spelled as the caller spelled it."""

    field: str
    code: str
    message: str


class PorticoError(Exception):
    """A refusal with a code. `retry_after` is in seconds and becomes the Retry-After header (RFC 9110 §10.2.3)."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "INTERNAL"
    title: ClassVar[str] = "Something went wrong on our side."

    def __init__(
        self, detail: str | None = None, *, faults: Sequence[FieldFault] = (), retry_after: int | None = None
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.faults = tuple(faults)
        self.retry_after = retry_after


class ValidationFailedError(PorticoError):
    status = 422
    code = "VALIDATION_FAILED"
    title = "The request is not valid."


class MalformedError(PorticoError):
    status = 400
    code = "MALFORMED"
    title = "The request body is not JSON."


class UnauthenticatedError(PorticoError):
    status = 401
    code = "UNAUTHENTICATED"
    title = "Sign in first."


class NotAllowedError(PorticoError):
    status = 403
    code = "NOT_ALLOWED"
    title = "You may not do this."


class FeatureDisabledError(PorticoError):
    """The firm switched it off; what was made while it was on is kept."""

    status = 403
    code = "FEATURE_DISABLED"
    title = "The firm has switched this off."


class NotFoundError(PorticoError):
    """Unknown, malformed and another firm's are this one answer; it never says which."""

    status = 404
    code = "NOT_FOUND"
    title = "There is no such thing."


class ConflictError(PorticoError):
    status = 409
    code = "CONFLICT"
    title = "The state of things does not allow this."


class WrongStateError(ConflictError):
    code = "WRONG_STATE"
    title = "This cannot be done in the present state."


class StaleVersionError(ConflictError):
    code = "VERSION_STALE"
    title = "Somebody changed this since you read it."


class LimitReachedError(ConflictError):
    code = "LIMIT_REACHED"
    title = "A limit is reached."


class VersionRequiredError(PorticoError):
    """RFC 6585 §3: an edit must name the version it saw."""

    status = 428
    code = "VERSION_REQUIRED"
    title = "Name the version you saw in If-Match."


class KeyReusedError(PorticoError):
    """The Idempotency-Key was used before with another body (draft-ietf-httpapi-idempotency-key-header §2.7)."""

    status = 422
    code = "IDEMPOTENCY_KEY_REUSED"
    title = "This Idempotency-Key belongs to another request."


class UnavailableError(PorticoError):
    """Nothing was changed, or what was changed will be found by the same call repeated."""

    status = 503
    code = "UNAVAILABLE"
    title = "Please try again in a moment."

    def __init__(self, detail: str | None = None, *, retry_after: int = 1) -> None:
        super().__init__(detail, retry_after=retry_after)
