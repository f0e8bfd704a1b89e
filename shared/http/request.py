"""What a route may know of its request, as dependencies: who calls, from where, which version was seen, which key.

The authorizer in front has checked signature, issuer, audience, time and scope of the access token; here its claims are
only read. What the holder may do is for the gate to say.
"""

import hashlib
import hmac
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Request, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from shared.capability.offer import Offer
from shared.domain.clock import in_utc
from shared.domain.credentials import holder
from shared.domain.errors import (
    FieldFault,
    NotFoundError,
    UnauthenticatedError,
    ValidationFailedError,
    VersionRequiredError,
)
from shared.domain.principals import ActorKind, Caller, Identity, Provenance, Source
from shared.env import Env
from shared.http.browsers import browser_of
from shared.table.idempotency import Once

_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class EdgeEnv(Env):
    """`EDGE_KEY` is the value the distribution in front adds to each request; without it no header names an address."""

    edge_key: str | None = None


@cache
def _edge() -> EdgeEnv:
    return EdgeEnv.read()


def one_object(app: APIGatewayHttpResolver, following: NextMiddleware) -> Response[Any]:
    """Refuse a list as a body: the resolver would quietly take its first element for the whole."""
    if isinstance(app.current_event.json_body if app.current_event.body else None, list):
        raise _refused("body", "WRONG_TYPE", "Send one JSON object.")
    return following(app)


def staff(request: Request) -> Caller:
    """Name the member's credential; UnauthenticatedError without an access token of ours."""
    return Caller(_identity(request, ActorKind.MEMBER), _provenance(request, Source.MANUAL))


def person(request: Request) -> Caller:
    """Name the client's credential; UnauthenticatedError without an access token of ours."""
    return Caller(_identity(request, ActorKind.PERSON), _provenance(request, Source.MANUAL))


def guest(request: Request) -> Provenance:
    """Tell from where somebody calls who has not logged in."""
    return _provenance(request, Source.LINK)


def access_token(request: Request) -> str:
    """Give the caller's own access token, for what the user pool does in their name; UnauthenticatedError without."""
    scheme, _, offered = (_header(request, "authorization") or "").partition(" ")
    if scheme.lower() != "bearer" or not offered:
        raise UnauthenticatedError
    return offered


def token(request: Request) -> str:
    """Give the token of the link; without one there is nothing here (NotFoundError)."""
    offered = _header(request, "portico-token")
    if not offered:
        raise NotFoundError
    return offered


def link_offer(request: Request) -> Offer:
    """Give what a bearer brings: the link's token and, once they opened it, their pass; NotFoundError without one."""
    return Offer(token(request), _header(request, "portico-pass"))


def seen_version(request: Request) -> int:
    """Read If-Match; VersionRequiredError without, ValidationFailedError when it is no version of ours."""
    offered = _header(request, "if-match")
    if not offered:
        raise VersionRequiredError
    match = _ETAG.fullmatch(offered)
    if match is None:
        raise _refused("If-Match", "VERSION_INVALID", "This is no ETag given by this API.")
    return int(match[1])


def once(request: Request) -> Once | None:
    """Read Idempotency-Key, bound to principal, method and path.

    The digest of the body is keyed with the caller's own credential, so a stored digest of a body that holds a password
    is of no use to whoever reads the table.
    """
    offered = _header(request, "idempotency-key")
    if offered is None:
        return None
    if _KEY.fullmatch(offered) is None:
        raise _refused("Idempotency-Key", "KEY_INVALID", "Use 1 to 200 visible ASCII characters.")
    principal = _claims(request).get("username") or _holder(request)
    event = request.resolved_event
    scope = "\0".join((principal, request.method, event.path, offered))
    body = hmac.digest(principal.encode(), (request.body or "").encode(), "sha256")
    return Once(hashlib.sha256(scope.encode()).hexdigest(), body.hex())


def _holder(request: Request) -> str:
    """Name whoever brings a link: those who hold one for anyone are kept apart by their visits."""
    offer = Offer(_header(request, "portico-token") or "", _header(request, "portico-pass"))
    return f"{offer.token}{offer.visit}"


def _identity(request: Request, kind: ActorKind) -> Identity:
    claims = _claims(request)
    if claims.get("token_use") != "access":
        raise UnauthenticatedError
    firm, credential = holder(claims.get("username", ""), kind)
    return Identity(kind, firm, credential, datetime.fromtimestamp(int(claims.get("auth_time", 0)), UTC))


def _claims(request: Request) -> dict[str, Any]:
    context = request.resolved_event.get("requestContext") or {}
    claims: dict[str, Any] = ((context.get("authorizer") or {}).get("jwt") or {}).get("claims") or {}
    return claims


def _provenance(request: Request, source: Source) -> Provenance:
    context = request.resolved_event.get("requestContext") or {}
    return Provenance(
        correlation_id=context.get("requestId") or "none",
        source=source,
        address=_address(request, (context.get("http") or {}).get("sourceIp")),
        browser=browser_of(_header(request, "user-agent")),
        client_time=_client_time(request),
    )


def _address(request: Request, peer: str | None) -> str | None:
    """Tell the caller's address: the connection's, or the viewer's when the distribution vouches for the request."""
    edge = _edge().edge_key
    viewer = _header(request, "cloudfront-viewer-address")
    offered = _header(request, "x-portico-edge") or ""
    if edge and viewer and hmac.compare_digest(offered.encode(), edge.encode()):
        return viewer.rpartition(":")[0]
    return peer


def _client_time(request: Request) -> datetime | None:
    offered = _header(request, "portico-client-time")
    if not offered:
        return None
    try:
        return in_utc(datetime.fromisoformat(offered))
    except ValueError as wrong:
        refused = _refused("Portico-Client-Time", "TIME_INVALID", "Use an RFC 3339 instant with its offset.")
        raise refused from wrong


def _header(request: Request, name: str) -> str | None:
    headers = request.headers
    return next((value for key, value in headers.items() if key.lower() == name), None)


def _refused(field: str, code: str, message: str) -> ValidationFailedError:
    return ValidationFailedError(faults=[FieldFault(field, code, message)])
