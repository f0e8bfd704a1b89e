"""Refusals on the wire: RFC 9457 problem details, and their OpenAPI responses out of the same classes."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as NoRouteError
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestUnsupportedContentType,
    RequestValidationError,
    ResponseValidationError,
)

from shared.domain.errors import (
    FieldFault,
    MalformedError,
    NotFoundError,
    PorticoError,
    UnavailableError,
    ValidationFailedError,
)
from shared.observability import logger

CONTENT_TYPE = "application/problem+json"

# pydantic's error types, by what they tell a caller; whatever is not named here is INVALID.
_CODES = {
    "missing": "REQUIRED",
    "extra_forbidden": "UNKNOWN_FIELD",
    "string_too_long": "TOO_LONG",
    "string_too_short": "TOO_SHORT",
    "too_long": "TOO_LONG",
    "too_short": "TOO_SHORT",
    "enum": "NOT_ONE_OF",
    "literal_error": "NOT_ONE_OF",
    "int_from_float": "WRONG_TYPE",
    "greater_than_equal": "OUT_OF_RANGE",
    "less_than_equal": "OUT_OF_RANGE",
}


def problem(error: PorticoError, correlation_id: str) -> Response[str]:
    """Spell a refusal: type, title, status, code, what is wrong with which field, and the id to ask us by."""
    body: dict[str, Any] = {
        "type": f"urn:portico:problem:{error.code.lower().replace('_', '-')}",
        "title": error.title,
        "status": error.status,
        "code": error.code,
        "correlationId": correlation_id,
    }
    if error.detail:
        body["detail"] = error.detail
    if error.faults:
        body["errors"] = [{"field": f.field, "code": f.code, "message": f.message} for f in error.faults]
    headers: dict[str, str | list[str]] = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
    return Response(status_code=error.status, content_type=CONTENT_TYPE, body=json.dumps(body), headers=headers)


def problems(*errors: type[PorticoError]) -> dict[int, Any]:
    """Describe what a route may refuse, for OpenAPI: one response a status, naming its codes."""
    always: tuple[type[PorticoError], ...] = (NotFoundError, ValidationFailedError, UnavailableError)
    by_status: dict[int, set[str]] = {}
    for error in (*always, *errors):
        by_status.setdefault(error.status, set()).add(error.code)
    return {
        status: {
            "description": f"{HTTPStatus(status).phrase}: {', '.join(sorted(codes))}",
            "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, codes in sorted(by_status.items())
    }


def register(app: APIGatewayHttpResolver) -> None:
    """Make every way out of the app a problem; what nobody foresaw is logged whole and told as INTERNAL."""

    def correlation() -> str:
        context = app.current_event.get("requestContext") or {}
        return str(context.get("requestId") or "none")

    @app.exception_handler(PorticoError)
    def refused(error: PorticoError) -> Response[str]:
        logger().info("refused", code=error.code, status=error.status)
        return problem(error, correlation())

    @app.exception_handler(RequestValidationError)
    def invalid(error: RequestValidationError) -> Response[str]:
        faults = [_fault(each) for each in error.errors()]
        refusal = MalformedError() if any(each.code == "JSON_INVALID" for each in faults) else None
        return problem(refusal or ValidationFailedError(faults=faults), correlation())

    @app.exception_handler(RequestUnsupportedContentType)
    def unsupported(_: RequestUnsupportedContentType) -> Response[str]:
        return problem(MalformedError(), correlation())

    @app.exception_handler(NoRouteError)
    def no_route(_: NoRouteError) -> Response[str]:
        return problem(NotFoundError(), correlation())

    @app.exception_handler(ResponseValidationError)
    def misspelt(error: ResponseValidationError) -> Response[str]:
        faults = [_fault(each) for each in error.errors()]  # not the error itself, which holds what was to be answered
        logger().error("answer not valid", faults=[f"{each.field}: {each.code}" for each in faults])
        return problem(PorticoError(), correlation())

    @app.exception_handler(Exception)
    def unforeseen(error: Exception) -> Response[str]:
        logger().exception("unforeseen", exc_info=error)
        return problem(PorticoError(), correlation())


def _fault(error: dict[str, Any]) -> FieldFault:
    location: Iterable[object] = error["loc"][1:] or error["loc"]
    kind = str(error["type"])
    code = _CODES.get(kind) or ("WRONG_TYPE" if kind.endswith(("_type", "_parsing")) else kind.upper())
    code = {"VALUE_ERROR": "INVALID", "STRING_PATTERN_MISMATCH": "INVALID"}.get(code, code)
    return FieldFault(".".join(map(str, location)), code, str(error.get("msg", "Not valid.")))
