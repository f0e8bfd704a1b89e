"""What a job works on or makes, as objects in the bucket of files: lists too long for an item."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import NotFoundError, UnavailableError
from shared.domain.ids import FirmId, JobId, bare


class S3(Protocol):
    """The part of boto3's S3 client that is used here."""

    def put_object(self, **request: Any) -> dict[str, Any]: ...
    def get_object(self, **request: Any) -> dict[str, Any]: ...


class Objects:
    """The bucket, as far as jobs go. An object is written once and never changed: each has a key of its own."""

    def __init__(self, client: Callable[[], S3], bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, body: bytes, content_type: str = "text/plain; charset=utf-8") -> None:
        """Write an object; UnavailableError when the bucket did not take it."""
        self._ask("put_object", Key=key, Body=body, ContentType=content_type)

    def get(self, key: str, start: int = 0, length: int | None = None) -> bytes:
        """Read an object, or `length` bytes of it from `start` on; a range must begin within the object.

        UnavailableError when the bucket does not answer, or has no such object yet.
        """
        until = "" if length is None else str(start + length - 1)
        bounds = {} if start == 0 and length is None else {"Range": f"bytes={start}-{until}"}
        body: bytes = self._ask("get_object", Key=key, **bounds)["Body"].read()
        return body

    def put_file(self, key: str, body: BinaryIO, content_type: str = "application/octet-stream") -> None:
        """Put what a file holds from where it stands, without ever holding it whole."""
        self._ask("put_object", Key=key, Body=body, ContentType=content_type)

    def pieces(self, key: str) -> Iterator[bytes]:
        """Read an object a piece at a time; NotFoundError when there is none.

        Whoever may not list the bucket is told of a missing object that it is forbidden, so that is the same here.
        """
        try:
            body = self._ask("get_object", Key=key)["Body"]
        except UnavailableError as refused:
            if _code(refused.__cause__) in {"NoSuchKey", "AccessDenied"}:
                raise NotFoundError from refused
            raise
        try:
            while piece := body.read(_PIECE):
                yield piece
        except BotoCoreError as lost:
            raise UnavailableError from lost

    def _ask(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client(), operation)(Bucket=self._bucket, **request)
        except (BotoCoreError, ClientError) as refused:
            raise UnavailableError from refused
        return answer

    def put_ids(self, key: str, ids: Iterable[str]) -> int:
        """Write a list of ids, one a line, and count them; ValueError for what is longer than any id."""
        lines = [each.encode().ljust(_WIDTH) + b"\n" for each in ids]
        if any(len(each) != _WIDTH + 1 for each in lines):
            raise ValueError("too long for a list")
        self.put(key, b"".join(lines))
        return len(lines)

    def ids(self, key: str, start: int, count: int) -> Iterator[str]:
        """Read `count` ids of a list from the `start`th on: lines are equally long, so no more than them is fetched."""
        line = _WIDTH + 1
        yield from self.get(key, start * line, count * line).decode().split()


# Ids have 30 bytes; what somebody takes for an id has 64 at most.
_WIDTH = 64
_PIECE = 1024 * 1024


def _code(refused: BaseException | None) -> str | None:
    return refused.response["Error"]["Code"] if isinstance(refused, ClientError) else None


def key(firm: FirmId, job: JobId, name: str) -> str:
    """Name a new object of a job; whoever makes it twice makes two, and the job says which one counts."""
    return f"jobs/{bare(firm)}/{bare(job)}/{name}-{secrets.token_hex(8)}"
