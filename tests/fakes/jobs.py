"""The bucket and the queue of jobs: what is put is kept, what is asked is answered as S3 and SQS do."""

from io import BytesIO
from typing import Any

from shared.jobs.queue import Nudge
from tests.fakes.refusals import refusal


class FakeS3:
    """S3's client, as far as jobs ask it: whole objects, and ranges of them."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put_object(self, **request: Any) -> dict[str, Any]:
        body = request["Body"]
        self.objects[request["Key"]] = body if isinstance(body, bytes) else body.read()
        return {"ETag": '"etag"'}

    def get_object(self, **request: Any) -> dict[str, Any]:
        body = self.objects.get(request["Key"])
        if body is None:
            raise refusal("NoSuchKey", "GetObject")
        first, last = _bounds(request.get("Range"), len(body))
        if first >= len(body) > 0:
            raise refusal("InvalidRange", "GetObject")
        return {"Body": BytesIO(body[first : last + 1])}


def _bounds(asked: str | None, size: int) -> tuple[int, int]:
    if asked is None:
        return 0, size
    first, _, last = asked.removeprefix("bytes=").partition("-")
    return int(first), int(last) if last else size


class Waiting:
    """SQS's client for the one queue of jobs, first in, first out."""

    def __init__(self) -> None:
        self.bodies: list[str] = []

    def send_message(self, **request: Any) -> dict[str, Any]:
        self.bodies.append(request["MessageBody"])
        return {"MessageId": f"message-{len(self.bodies)}"}

    @property
    def nudges(self) -> list[Nudge]:
        return [Nudge.read(each) for each in self.bodies]

    def take(self) -> Nudge:
        return Nudge.read(self.bodies.pop(0))
