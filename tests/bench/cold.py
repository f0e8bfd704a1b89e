"""A container's first call, with AWS's answers out of a file; in a process of its own, so that everything is cold.

What it imports besides the function is what the function imports anyway, or next to nothing.
"""

import base64
import json
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any


class _Context:
    """Lambda's context."""

    function_name = "function"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:function"
    aws_request_id = "cold"

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


class _Body:
    """What is left to read of an answer."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content

    def read(self, *_: object) -> bytes:
        read, self._content = self._content, b""
        return read

    def close(self) -> None:
        self._content = b""


def run(recording: str) -> None:
    """Import the function, call it once, and fail unless it answers as it did when it was recorded."""
    told = json.loads(Path(recording).read_text())
    os.environ.update(told["environment"])
    handler = getattr(import_module(told["module"]), told["handler"])
    _answer_with(told["answers"])
    _stop_the_clock(told["now"])
    answer = handler(told["event"], _Context())
    if answer.get("statusCode", 200) != told["status"] or told["answers"] or answer.get("batchItemFailures"):
        raise SystemExit(f"not as recorded: {answer}, left over: {len(told['answers'])}")


def _answer_with(answers: list[dict[str, Any]]) -> None:
    import botocore.httpsession
    from botocore.awsrequest import AWSResponse

    def send(_: object, request: Any) -> Any:
        answer = answers.pop(0)
        return AWSResponse(request.url, answer["status"], answer["headers"], _Body(base64.b64decode(answer["body"])))

    botocore.httpsession.URLLib3Session.send = send


def _stop_the_clock(now: str) -> None:
    from datetime import datetime

    from shared import wiring

    at = datetime.fromisoformat(now)
    setattr(wiring, "system_clock", lambda: at)  # noqa: B010  # a name it imports, so mypy would not let it be set
