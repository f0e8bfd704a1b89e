"""Plain HTTP for scripts and tests: no proxies, no redirects followed, every status an answer."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

# A cold function takes seconds on the embedded cloud, twenty at once take longer.
TIMEOUT_FOR = 60.0


def _opener() -> OpenerDirector:
    """An opener without the handlers that turn statuses into exceptions or follow redirects."""
    opener = OpenerDirector()
    for handler in (ProxyHandler({}), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    return opener


_OPENER = _opener()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever the status."""

    status: int
    body: bytes
    headers: Message = field(repr=False)

    @property
    def json(self) -> Any:
        """The body as JSON.

        Raises:
            ValueError: The body is none.
        """
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        """The problem's code, or None when the answer is no problem."""
        if self.headers.get_content_type() != "application/problem+json":
            return None
        return str(self.json["code"])


def call(
    method: str,
    url: str,
    *,
    body: object = None,
    token: str | None = None,
    headers: Mapping[str, str] | None = None,
    timeout_for: float = TIMEOUT_FOR,
) -> Answer:
    """Send one request and return its answer.

    Args:
        method: The HTTP method.
        url: The whole address.
        body: Sent as JSON unless None.
        token: An access token, sent as a bearer.
        headers: Sent as they are, over the ones made here.
        timeout_for: Seconds without a byte after which the call is given up.

    Raises:
        OSError: No answer came: refused, reset, timed out.
    """
    sent = {"Accept": "application/json"}
    if body is not None:
        sent["Content-Type"] = "application/json"
    if token is not None:
        sent["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    return _answer(Request(url, method=method, data=data, headers=sent | dict(headers or {})), timeout_for)


def upload(url: str, fields: Mapping[str, str], content: bytes) -> Answer:
    """Post a file as a browser's form does (RFC 7578): the fields in their order, then the file.

    Raises:
        OSError: No answer came: refused, reset, timed out.
    """
    boundary = secrets.token_hex(16)
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}' for name in fields]
    opening = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n'
    body = "\r\n".join([*parts, opening]).encode() + content + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return _answer(Request(url, method="POST", data=body, headers=headers), TIMEOUT_FOR)


def put(url: str, content: bytes) -> Answer:
    """Put bytes to an address as they are.

    Raises:
        OSError: No answer came: refused, reset, timed out.
    """
    return _answer(Request(url, method="PUT", data=content, headers={}), TIMEOUT_FOR)


def _answer(request: Request, timeout_for: float) -> Answer:
    with _OPENER.open(request, timeout=timeout_for) as response:
        return Answer(status=response.status, body=response.read(), headers=response.headers)
