"""Calling a handler as the HTTP API does (payload 2.0)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from aws_lambda_powertools.utilities.typing import LambdaContext

from infra.routes import leading
from shared.domain.credentials import user_name
from shared.domain.ids import FirmId, MemberId, PersonId
from tests.fakes.clock import START

REQUEST_ID = "req-1"


def context(remaining_ms: Callable[[], int] = lambda: 60_000) -> LambdaContext:
    """Lambda's context, with as much time left as it is told."""
    said = SimpleNamespace(
        function_name="function",
        memory_limit_in_mb=512,
        invoked_function_arn="arn:aws:lambda:eu-central-1:123456789012:function:function",
        aws_request_id=REQUEST_ID,
        get_remaining_time_in_millis=remaining_ms,
    )
    return cast("LambdaContext", said)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str = field(repr=False)

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        """The code of a problem."""
        assert self.headers["content-type"] == "application/problem+json", self.text
        return str(self.json["code"])

    @property
    def faults(self) -> set[tuple[str, str]]:
        """The (field, code) pairs of a problem."""
        return {(each["field"], each["code"]) for each in self.json.get("errors", [])}


def claims(firm: FirmId, credential: MemberId | PersonId, signed_in_at: datetime = START) -> dict[str, str]:
    """The claims of a valid access token, as the authorizer hands them on: all of them text."""
    return {
        "username": user_name(firm, credential),
        "token_use": "access",
        "scope": "aws.cognito.signin.user.admin",
        "auth_time": str(int(signed_in_at.timestamp())),
    }


def request(
    method: str,
    path: str,
    *,
    body: object = None,
    raw: str | None = None,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, object] | None = None,
    who: Mapping[str, str] | None = None,
    address: str = "203.0.113.7",
) -> dict[str, Any]:
    """Spell the event of a call. `body` becomes JSON, `raw` goes as it is; a path may bring a query of its own."""
    path, _, asked = path.partition("?")
    query = {**dict(parse_qsl(asked)), **(query or {})}
    spelled = raw if raw is not None else None if body is None else json.dumps(body)
    sent = {"host": "api.example.com", "user-agent": "Test/1.0", **{k.lower(): v for k, v in (headers or {}).items()}}
    if spelled is not None:
        sent.setdefault("content-type", "application/json")
    where: dict[str, Any] = {
        "accountId": "123456789012",
        "apiId": "api",
        "domainName": "api.example.com",
        "domainPrefix": "api",
        "http": {
            "method": method,
            "path": path,
            "protocol": "HTTP/1.1",
            "sourceIp": address,
            "userAgent": sent["user-agent"],
        },
        "requestId": REQUEST_ID,
        "routeKey": f"{method} {path}",
        "stage": "$default",
        "time": "22/Nov/2026:09:00:00 +0000",
        "timeEpoch": 1795338000000,
    }
    if who is not None:
        where["authorizer"] = {"jwt": {"claims": dict(who), "scopes": [who.get("scope", "")]}}
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": where["routeKey"],
        "rawPath": path,
        "rawQueryString": urlencode(query),
        "headers": sent,
        "requestContext": where,
        "isBase64Encoded": False,
    }
    if query:
        event["queryStringParameters"] = {name: str(value) for name, value in query.items()}
    if spelled is not None:
        event["body"] = spelled
    return event


def function_of(path: str) -> str:
    """Name the function that serves a path, as infra does."""
    return leading(path.partition("?")[0]).served_by


def handler_of(path: str) -> Callable[..., dict[str, Any]]:
    """Find the handler of the function that serves a path."""
    room, _, trigger = function_of(path).partition("-")
    handler: Callable[..., dict[str, Any]] = import_module(f"functions.{room}.{trigger}").handler
    return handler


def call(handler: Callable[..., dict[str, Any]], method: str, path: str, **how: Any) -> Answer:
    answer = handler(request(method, path, **how), context())
    headers = {name.lower(): str(value) for name, value in answer["headers"].items()}
    for name, values in (answer.get("multiValueHeaders") or {}).items():
        headers[name.lower()] = ", ".join(map(str, values))
    return Answer(answer["statusCode"], headers, answer.get("body") or "")
